package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Database;

/** PostgreSQL: writers of one stream wait for each other at a lock. */
final class PostgreSqlEventStoreSql implements EventStoreSql {

    /**
     * The lock is held until the transaction ends, also after PREPARE TRANSACTION. A writer that had to wait sees, in this
     * statement, an older state than the one it waited for: hence ON CONFLICT, which reports a conflict without ending the
     * transaction. The version that the writer expects must be there: so no gap can arise. Served by the unique index on
     * (stream, version).
     */
    private static final String APPEND = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(?, 7116895)))
            INSERT INTO event_store (%s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn
            WHERE ? = 0 OR EXISTS (SELECT 1 FROM event_store WHERE stream = ? AND version = ?)
            ON CONFLICT (stream, version) DO NOTHING
            """.formatted(StoredEventColumns.INSERTED);

    @Override
    public Database database() {
        return Database.POSTGRESQL;
    }

    @Override
    public boolean append(Connection connection, String stream, long after, Event event) throws SQLException {
        return Jdbc.update(connection, APPEND, insert -> {
                    insert.setString(1, stream);
                    int next = StoredEventColumns.bind(insert, 2, stream, after + 1, event);
                    insert.setLong(next, after);
                    insert.setString(next + 1, stream);
                    insert.setLong(next + 2, after);
                })
                == 1;
    }

    /** A conflict is never an exception here. After one, the transaction could not be asked anything. */
    @Override
    public boolean isConflict(Connection connection, Event event) {
        return false;
    }
}
