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
 * Inserts an outbox row that is reserved for this server, on the connection that the caller's transaction already uses, and passes
 * the entry on once the transaction has committed. Thread-safe.
 */
public final class ReservedRowCapture implements Capture {

    private final DataSource database;
    private final OutboxStore store;
    private final Duration reservation;
    private final AfterCommit<Entry> committed;

    /**
     * @param reservation the time from the insertion in which only this server may send the entry
     * @param handOff gets a transaction's entries after its commit, on the committing thread; must not wait
     */
    public ReservedRowCapture(
            DataSource database,
            OutboxStore store,
            Duration reservation,
            TransactionSynchronizationRegistry registry,
            Consumer<? super List<Entry>> handOff) {
        this.database = Objects.requireNonNull(database);
        this.store = Objects.requireNonNull(store);
        this.reservation = Objects.requireNonNull(reservation);
        this.committed = new AfterCommit<>(registry, handOff);
    }

    @Override
    public void record(Event event) throws SQLException {
        try (Connection connection = JoinedConnection.open(database)) {
            committed.add(store.appendReserved(connection, event, reservation));
        }
    }
}
