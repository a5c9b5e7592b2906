package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.EventColumns;

/** PostgreSQL: the append takes the stream's advisory lock, and a conflict is an answer, not an exception. */
final class PostgreSqlEventStoreSql implements EventStoreSql {

    /**
     * The lock, held until the transaction ends, makes writers of one stream take turns; it survives PREPARE TRANSACTION.
     * A writer that waited sees, in this statement, an older state than the one it waited for: hence ON CONFLICT, which tells
     * without ending the transaction. The version the writer expects must be there; it was, when it was read, so no gap can arise.
     * Served by the unique index on (stream, version).
     */
    private static final String APPEND = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(?, 7116895)))
            INSERT INTO event_store (stream, version, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn
            WHERE ? = 0 OR EXISTS (SELECT 1 FROM event_store WHERE stream = ? AND version = ?)
            ON CONFLICT (stream, version) DO NOTHING
            """.formatted(EventColumns.NAMES);

    @Override
    public Database database() {
        return Database.POSTGRESQL;
    }

    @Override
    public boolean append(Connection connection, String stream, long after, Event event) throws SQLException {
        try {
            return Rows.update(connection, APPEND, insert -> {
                        insert.setString(1, stream);
                        int next = EventStoreSql.bind(insert, 2, stream, after + 1, event);
                        insert.setLong(next, after);
                        insert.setString(next + 1, stream);
                        insert.setLong(next + 2, after);
                    })
                    == 1;
        } catch (SQLException e) {
            if (EventStoreSql.isIntegrityViolation(e)) {
                throw new DuplicateEvent(event, e);
            }
            throw e;
        }
    }
}
