package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The leases of shards on a real database: who may take, and when. Owners stand for servers. */
class LeaseTest {

    private static final Duration LONG = OutboxFixture.LONG;

    private OutboxFixture outbox;
    private TestDatabase database;
    private LeaseStore here;
    private LeaseStore there;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        here = outbox.store("here").leases(LONG);
        there = outbox.store("there").leases(LONG);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void whoIsAloneMayTakeAll() throws Exception {
        assertThat(here.renew().missing()).isEqualTo(Shards.COUNT);
        assertThat(here.take(Shards.COUNT).mine().size()).isEqualTo(Shards.COUNT);
    }

    @Test
    void nothingIsTakenFromWhoLives() throws Exception {
        here.renew();
        here.take(Shards.COUNT);
        assertThat(there.renew().missing()).isZero();
        assertThat(there.take(Shards.COUNT).mine().isEmpty()).isTrue();
    }

    @Test
    void twoShareEvenly() throws Exception {
        here.renew();
        here.take(Shards.COUNT);
        there.renew();
        Standing standing = here.renew();
        assertThat(standing.surplus()).isEqualTo(Shards.COUNT / 2);
        here.give(standing.mine().last(standing.surplus()));
        Standing next = there.renew();
        assertThat(next.missing()).isEqualTo(Shards.COUNT / 2);
        Shards theirs = there.take(next.missing()).mine();
        assertThat(theirs.size()).isEqualTo(Shards.COUNT / 2);
        assertThat(here.renew().mine().epochs().keySet())
                .doesNotContainAnyElementsOf(theirs.epochs().keySet());
        assertThat(here.renew().surplus() + there.renew().surplus()).isZero();
    }

    /** Rounded up, so that none is left over. */
    @Test
    void threeHoldAllBetweenThem() throws Exception {
        LeaseStore third = outbox.store("third").leases(LONG);
        List<LeaseStore> all = List.of(here, there, third);
        for (LeaseStore one : all) {
            one.renew();
        }
        int held = 0;
        for (LeaseStore one : all) {
            held += one.take(one.renew().missing()).mine().size();
        }
        assertThat(held).isEqualTo(Shards.COUNT);
    }

    @Test
    void whenALeaseEndsTheOthersTakeOver() throws Exception {
        here.renew();
        Shards before = here.take(Shards.COUNT).mine();
        outbox.endLeases();
        assertThat(there.renew().missing()).isEqualTo(Shards.COUNT);
        Shards after = there.take(Shards.COUNT).mine();
        assertThat(after.size()).isEqualTo(Shards.COUNT);
        assertThat(after.epochs())
                .allSatisfy((shard, epoch) ->
                        assertThat(epoch).isEqualTo(before.epochs().get(shard) + 1));
        assertThat(here.renew().mine().isEmpty()).as("it knows").isTrue();
    }

    /** It was late, but nobody was quicker. */
    @Test
    void whoRenewsTooLateKeepsWhatNobodyTook() throws Exception {
        here.renew();
        Shards before = here.take(Shards.COUNT).mine();
        outbox.endLeases();
        assertThat(here.renew().mine()).isEqualTo(before);
        assertThat(there.renew().missing()).isZero();
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() throws Exception {
        here.renew();
        here.take(Shards.COUNT);
        here.leave();
        assertThat(there.renew().missing()).isEqualTo(Shards.COUNT);
    }

    /** Nobody waits for another one: its own lease would end meanwhile. */
    @Test
    void onlyOneTakesAtATimeAndTheOtherDoesNotWait() throws Exception {
        here.renew();
        there.renew();
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT strategy FROM outbox_relay WHERE strategy = 'outbox-polling' FOR UPDATE");
                assertThat(here.take(Shards.COUNT).mine().isEmpty()).isTrue();
                return null;
            }
        });
        assertThat(here.take(1).mine().size()).isOne();
    }

    /** T-13: a lease begins and ends by the database's clock; the JVM's takes no part. */
    @Test
    void theLeaseIsOnTheDatabasesClock() throws Exception {
        List<String> times = new ArrayList<>();
        LeaseStore watched =
                outbox.store("watched", watching(database.pool, times)).leases(LONG);
        there.renew();
        watched.renew();
        watched.take(Shards.COUNT);
        assertThat(watched.renew().firstEnd())
                .hasValueSatisfying(left -> assertThat(left).isBetween(LONG.minusSeconds(30), LONG));
        assertThat(secondsLeft()).isBetween(LONG.toSeconds() - 30, LONG.toSeconds());
        assertThat(times).as("times that crossed the connection").isEmpty();
    }

    /** The same object, and all that it makes, each call with a time in it recorded. */
    @SuppressWarnings("unchecked") // The proxy implements what the object does.
    private static <T> T watching(T object, List<String> times) {
        Class<?>[] types = object instanceof DataSource
                ? new Class<?>[] {DataSource.class}
                : object instanceof Connection
                        ? new Class<?>[] {Connection.class}
                        : object instanceof PreparedStatement
                                ? new Class<?>[] {PreparedStatement.class}
                                : new Class<?>[] {ResultSet.class};
        return (T) Proxy.newProxyInstance(LeaseTest.class.getClassLoader(), types, (proxy, method, args) -> {
            Object result;
            try {
                result = method.invoke(object, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            Stream.concat(Stream.ofNullable(args).flatMap(Stream::of), Stream.ofNullable(result))
                    .filter(value -> value instanceof java.util.Date || value instanceof Temporal)
                    .forEach(value -> times.add(method.getName() + " " + value));
            boolean followed =
                    result instanceof Connection || result instanceof PreparedStatement || result instanceof ResultSet;
            return followed ? watching(result, times) : result;
        });
    }

    private long secondsLeft() throws SQLException {
        return database.number(
                "SELECT CAST(extract(epoch FROM until - CURRENT_TIMESTAMP) AS bigint) FROM outbox_node WHERE owner = 'watched'");
    }
}
