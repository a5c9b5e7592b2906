package org.atomicevents.outbox.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.outbox.store.TriggeredEntries;

/**
 * Completes the entry that a trigger on the business tables has made in this transaction. Refuses an event without such an entry,
 * which would otherwise be lost silently. Thread-safe.
 */
public final class TriggerCapture implements Capture {

    private final DataSource database;
    private final TriggeredEntries entries;

    public TriggerCapture(DataSource database, TriggeredEntries entries) {
        this.database = Objects.requireNonNull(database);
        this.entries = Objects.requireNonNull(entries);
    }

    @Override
    public void record(Event event) throws SQLException {
        try (Connection connection = JoinedConnection.open(database)) {
            if (!entries.complete(connection, event)) {
                throw new SQLException("no trigger made an entry with id %s and subject '%s' in this transaction:"
                                .formatted(event.id(), event.subject())
                        + " write the change before publishing it, and see whether the trigger is there, enabled, and not"
                        + " bypassed by session_replication_role = replica");
            }
        }
    }
}
