package org.atomicevents.outbox.capture;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.OutboxStore;

/**
 * Inserts an outbox row that is claimed by this server, on the connection that the caller's transaction already uses, and passes
 * the entry on once the transaction has committed. Thread-safe.
 */
public final class ClaimedRowCapture implements Capture {

    private final DataSource database;
    private final OutboxStore store;
    private final Duration lease;
    private final AfterCommit<Entry> committed;

    /**
     * @param lease the time from the insertion in which only this server may send the entry
     * @param handOff gets a transaction's entries after its commit, on the committing thread; must not wait
     */
    public ClaimedRowCapture(
            DataSource database,
            OutboxStore store,
            Duration lease,
            TransactionSynchronizationRegistry registry,
            Consumer<? super List<Entry>> handOff) {
        this.database = Objects.requireNonNull(database);
        this.store = Objects.requireNonNull(store);
        this.lease = Objects.requireNonNull(lease);
        this.committed = new AfterCommit<>(registry, handOff);
    }

    @Override
    public void record(Event event) throws SQLException {
        try (Connection connection = JoinedConnection.open(database)) {
            committed.add(store.appendClaimed(connection, event, lease));
        }
    }
}
