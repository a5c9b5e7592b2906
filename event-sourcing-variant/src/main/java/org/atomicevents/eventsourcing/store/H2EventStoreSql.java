package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Database;

/** H2, which has no lock to wait at: the unique index on (stream, version) makes the second writer wait and then refuses it. */
final class H2EventStoreSql implements EventStoreSql {

    private static final String APPEND =
            "INSERT INTO event_store (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(StoredEventColumns.INSERTED);

    @Override
    public Database database() {
        return Database.H2;
    }

    @Override
    public boolean append(Connection connection, String stream, long after, Event event) throws SQLException {
        return EventStore.head(connection, stream) == after
                && Jdbc.update(
                                connection,
                                APPEND,
                                insert -> StoredEventColumns.bind(insert, 1, stream, after + 1, event))
                        == 1;
    }

    /** H2 goes on after an exception, so the transaction can be asked. */
    @Override
    public boolean isConflict(Connection connection, Event event) throws SQLException {
        return Jdbc.number(connection, Statements.HAS_EVENT, select -> {
                    select.setString(1, event.id());
                    select.setString(2, event.source().toString());
                })
                .isEmpty();
    }
}
