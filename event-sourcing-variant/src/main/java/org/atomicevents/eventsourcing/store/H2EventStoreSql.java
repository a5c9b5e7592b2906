package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.EventColumns;

/** H2, which has no advisory lock: the unique index on (stream, version) makes the second writer wait and then refuses it. */
final class H2EventStoreSql implements EventStoreSql {

    private static final String APPEND =
            "INSERT INTO event_store (stream, version, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(EventColumns.NAMES);

    /** Served by the unique index on (event_id, source). */
    private static final String HAS_EVENT = "SELECT 1 FROM event_store WHERE event_id = ? AND source = ?";

    @Override
    public Database database() {
        return Database.H2;
    }

    /** A transaction goes on after a refused insert, so the reason can be asked for. */
    @Override
    public boolean append(Connection connection, String stream, long after, Event event) throws SQLException {
        if (EventStore.head(connection, stream) != after) {
            return false;
        }
        try {
            return Rows.update(connection, APPEND, insert -> EventStoreSql.bind(insert, 1, stream, after + 1, event))
                    == 1;
        } catch (SQLException e) {
            if (!EventStoreSql.isIntegrityViolation(e)) {
                throw e;
            }
            if (hasEvent(connection, event)) {
                throw new DuplicateEvent(event, e);
            }
            return false;
        }
    }

    private static boolean hasEvent(Connection connection, Event event) throws SQLException {
        return Rows.number(connection, HAS_EVENT, select -> {
                    select.setString(1, event.id());
                    select.setString(2, event.source().toString());
                })
                .isPresent();
    }
}
