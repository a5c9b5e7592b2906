package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.Events;
import org.atomicevents.outbox.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose clock a lease is on, and whose it is. */
class LeaseTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration BEHIND = Duration.ofMillis(40);

    private TestDatabase database;
    private OffsetDateTime begin;

    @BeforeEach
    void install() throws Exception {
        database = new TestDatabase();
        OutboxStore.install(database.pool, database.dialect(), TestDatabase.STRATEGY);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** T-13: the lease is written and judged by the database's clock; no JVM time takes part. */
    @Test
    void theLeaseIsOnTheDatabasesClock() throws Exception {
        OutboxStore store = storeWhoseDatabaseIsBehind();
        database.append(Events.event("a1"));

        assertThat(store.claim(1, LONG).entries()).hasSize(1);
        assertThat(database.number(
                        "SELECT count(*) FROM outbox WHERE claimed_until BETWEEN " + timestamp(begin.plus(LONG))
                                + " AND " + timestamp(begin.plus(LONG).plus(BEHIND.dividedBy(4)))))
                .isEqualTo(1);

        assertThat(store.claim(1, LONG).entries()).isEmpty();
    }

    /** T-12: every server's entries are born under the same epoch. */
    @Test
    void theSameEpochIsFencedByTheOwner() throws Exception {
        OutboxStore here = database.store("here");
        OutboxStore there = database.store("there");
        List<Entry> born = List.of(database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                return here.appendClaimed(connection, Events.event("a1"), LONG);
            }
        }));
        assertThat(there.settle(there.born(born), born)).isZero();
        assertThat(here.settle(here.born(born), born)).isEqualTo(1);
    }

    private OutboxStore storeWhoseDatabaseIsBehind() {
        DataSource behind = (DataSource) Proxy.newProxyInstance(
                LeaseTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Connection connection = database.pool.getConnection();
                    letTheClocksDiffer(connection);
                    return connection;
                });
        return new OutboxStore(
                new ShortTransactions(database.manager, behind),
                database.dialect(),
                TestDatabase.STRATEGY,
                "here",
                Duration.ofSeconds(1));
    }

    /**
     * Within a transaction the database's time stands still, the JVM's goes on. A lease there is already ends in between: for
     * the one it lives, for the other it is over.
     */
    private void letTheClocksDiffer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
                row.next();
                begin = row.getObject(1, OffsetDateTime.class);
            }
            statement.execute("UPDATE outbox SET claimed_until = " + timestamp(begin.plus(BEHIND.dividedBy(2)))
                    + " WHERE claimed_until IS NOT NULL");
        }
        while (OffsetDateTime.now().isBefore(begin.plus(BEHIND))) {
            Thread.onSpinWait();
        }
    }

    private static String timestamp(OffsetDateTime time) {
        return "TIMESTAMP WITH TIME ZONE '" + time + "'";
    }
}
