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
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock and the owner of a lease. */
class LeaseTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration BEHIND = Duration.ofMillis(40);

    private OutboxFixture outbox;
    private TestDatabase database;
    private OffsetDateTime begin;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    /** T-13: the lease is written and judged by the database's clock; no JVM time takes part. */
    @Test
    void theLeaseIsOnTheDatabasesClock() throws Exception {
        OutboxStore store = storeWhoseDatabaseIsBehind();
        outbox.append(Events.event("a1"));

        assertThat(store.claim(1, LONG).entries()).hasSize(1);
        assertThat(database.number(
                        "SELECT count(*) FROM outbox WHERE claimed_until BETWEEN " + timestamp(begin.plus(LONG))
                                + " AND " + timestamp(begin.plus(LONG).plus(allowance()))))
                .isEqualTo(1);

        assertThat(store.claim(1, LONG).entries()).isEmpty();
    }

    /** T-12: all servers insert claimed entries under the same epoch. */
    @Test
    void theSameEpochIsFencedByTheOwner() throws Exception {
        OutboxStore here = outbox.store("here");
        OutboxStore there = outbox.store("there");
        List<Entry> appended = List.of(database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                return here.appendClaimed(connection, Events.event("a1"), LONG);
            }
        }));
        assertThat(there.release(there.claimOfAppended(appended), appended)).isZero();
        assertThat(here.release(here.claimOfAppended(appended), appended)).isEqualTo(1);
    }

    private OutboxStore storeWhoseDatabaseIsBehind() {
        DataSource behind = (DataSource) Proxy.newProxyInstance(
                LeaseTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Connection connection = database.pool.getConnection();
                    letClocksDiffer(connection);
                    return connection;
                });
        return outbox.store("here", behind);
    }

    /** Sets existing leases to end between the two clocks: they have not ended by the database's clock, but by the JVM's. */
    private void letClocksDiffer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            OffsetDateTime now = clock(statement, "CURRENT_TIMESTAMP");
            begin = clockOfLeases(statement);
            statement.execute("UPDATE outbox SET claimed_until = " + timestamp(now.plus(BEHIND.dividedBy(2)))
                    + " WHERE claimed_until IS NOT NULL");
            while (OffsetDateTime.now().isBefore(now.plus(BEHIND))) {
                Thread.onSpinWait();
            }
        }
    }

    /** Puts the clock by which a lease is written behind the JVM's, and reads it. H2's stands still within a transaction. */
    OffsetDateTime clockOfLeases(Statement statement) throws SQLException {
        return clock(statement, "CURRENT_TIMESTAMP");
    }

    /** How far that clock may have gone on when the claim reads it: not at all where it stands still. */
    Duration allowance() {
        return BEHIND.dividedBy(4);
    }

    static OffsetDateTime clock(Statement statement, String expression) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + expression)) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private static String timestamp(OffsetDateTime time) {
        return "TIMESTAMP WITH TIME ZONE '" + time + "'";
    }
}
