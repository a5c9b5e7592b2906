package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.EventColumns;

/** The part of the event store that differs between databases, one implementation for each. Stateless. */
public interface EventStoreSql {

    static EventStoreSql of(Database database) {
        return switch (database) {
            case POSTGRESQL -> new PostgreSqlEventStoreSql();
            case H2 -> new H2EventStoreSql();
        };
    }

    Database database();

    /** The absolute resource name of the script that creates the tables. */
    default String tables() {
        return "/META-INF/atomicevents/" + database().script("event-store");
    }

    /**
     * Appends {@code event} to {@code stream} as version {@code after + 1}, in the transaction of {@code connection}.
     *
     * @return false if the stream is not at version {@code after}; the transaction can go on
     * @throws DuplicateEvent if the store has the event already; the transaction can only roll back
     */
    boolean append(Connection connection, String stream, long after, Event event) throws SQLException;

    /** Binds stream, version and the event's columns; returns the index of the next parameter. */
    static int bind(PreparedStatement insert, int first, String stream, long version, Event event) throws SQLException {
        insert.setString(first, stream);
        insert.setLong(first + 1, version);
        EventColumns.bind(event, insert, first + 2);
        return first + 2 + EventColumns.COUNT;
    }

    /** Whether a unique index or another constraint refused the row. */
    static boolean isIntegrityViolation(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("23");
    }
}
