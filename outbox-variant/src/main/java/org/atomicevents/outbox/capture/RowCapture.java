package org.atomicevents.outbox.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.outbox.store.OutboxStore;

/** Inserts an outbox row on the connection that the caller's transaction already uses. Thread-safe. */
public final class RowCapture implements Capture {

    private final DataSource database;
    private final OutboxStore store;

    public RowCapture(DataSource database, OutboxStore store) {
        this.database = Objects.requireNonNull(database);
        this.store = Objects.requireNonNull(store);
    }

    @Override
    public void record(Event event) throws SQLException {
        try (Connection connection = JoinedConnection.open(database)) {
            store.append(connection, event);
        }
    }
}
