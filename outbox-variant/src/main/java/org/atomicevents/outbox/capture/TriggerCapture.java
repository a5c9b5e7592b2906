package org.atomicevents.outbox.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.outbox.store.TriggeredEntries;

/**
 * Leaves it to a trigger on the business tables to make the entry, and adds to it what the trigger cannot know. Refuses an
 * event for which no trigger has made one in this transaction: it would otherwise be lost without a word.
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
        try (Connection connection = database.getConnection()) {
            if (!entries.enrich(connection, event)) {
                throw new SQLException("no trigger made an entry with id %s and subject '%s' in this transaction:"
                                .formatted(event.id(), event.subject())
                        + " write the change before publishing it, and see whether the trigger is there, enabled, and not"
                        + " bypassed by session_replication_role = replica");
            }
        }
    }
}
