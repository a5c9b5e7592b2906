package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.testing.TestDatabase;

/** The outbox of one strategy, installed on H2 or, as {@link TestDatabase#POSTGRES} says, on PostgreSQL. */
public final class OutboxFixture implements AutoCloseable {

    public static final String APPLICATION = "tests";
    public static final String STRATEGY = "outbox-polling";
    static final Lane LANE = new Lane(APPLICATION, STRATEGY);
    static final String DESTINATION = "a queue";

    public static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration TURN_WAIT = Duration.ofSeconds(1);

    public final TestDatabase database;
    private final OutboxSql sql;

    private OutboxFixture(TestDatabase database) throws SQLException {
        this.database = database;
        this.sql = OutboxSql.of(database.kind());
    }

    public static OutboxFixture install() throws SQLException {
        OutboxFixture outbox = new OutboxFixture(TestDatabase.h2OrPostgres("outbox_tests"));
        outbox.install(LANE);
        return outbox;
    }

    /** Once more, or for another lane. */
    void install(Lane lane) throws SQLException {
        OutboxTables.install(database.pool, sql, lane, DESTINATION);
    }

    /** The entries of {@link #STRATEGY}, as a server of this name sees them. */
    public OutboxStore store(String owner) {
        return store(LANE, owner);
    }

    OutboxStore store(Lane lane, String owner) {
        return new OutboxStore(database.transactions, sql, lane, owner, TURN_WAIT);
    }

    /** As {@link #store(String)}, over a data source of the test's own. */
    public OutboxStore store(String owner, DataSource source) {
        return new OutboxStore(new ShortTransactions(database.manager, source), sql, LANE, owner, TURN_WAIT);
    }

    public OutboxOperations operations() {
        return operations(LANE);
    }

    OutboxOperations operations(Lane lane) {
        return new OutboxOperations(database.transactions, sql, lane);
    }

    Adoption adoption(Lane heir, List<String> orphans) {
        return new Adoption(database.transactions, sql, heir, orphans);
    }

    /** All shards that nobody holds, for a relay of this name whose lease is long. */
    public Shards shards(String owner) throws SQLException {
        LeaseStore leases = store(owner).leases(LONG);
        leases.renew();
        return leases.take(Shards.COUNT).mine();
    }

    /** The leases of all relays end now. */
    public void endLeases() throws SQLException {
        database.execute("UPDATE outbox_node SET until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    }

    /** Commits an entry for each of {@code events}, in a transaction of its own. */
    public void append(Event... events) throws Exception {
        OutboxStore store = store("writer");
        for (Event event : events) {
            database.committed(() -> {
                try (Connection connection = database.pool.getConnection()) {
                    store.append(connection, event);
                    return null;
                }
            });
        }
    }

    /** The time of all next attempts comes now. */
    public void makeDue() throws SQLException {
        database.execute(
                "UPDATE outbox_aside SET next_attempt_at = CURRENT_TIMESTAMP WHERE next_attempt_at IS NOT NULL");
    }

    @Override
    public void close() {
        database.close();
    }
}
