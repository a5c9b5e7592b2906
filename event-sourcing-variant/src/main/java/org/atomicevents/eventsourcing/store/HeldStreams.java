package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.atomicevents.eventsourcing.StoredEvent;

/**
 * The streams of which one generation of a projection applies nothing more, each since an event that it cannot apply; in the caller's
 * transaction, which has locked the generation. A rebuild begins without any. Thread-safe.
 *
 * @param name of the projection
 */
record HeldStreams(String name, long generation) {

    Set<String> all(Connection connection) throws SQLException {
        return new HashSet<>(
                Jdbc.rows(connection, ProjectionStatements.HELD, this::bind, row -> row.getString("stream")));
    }

    void hold(Connection connection, StoredEvent event, String error) throws SQLException {
        Jdbc.update(connection, ProjectionStatements.HOLD, insert -> {
            bind(insert);
            insert.setString(3, event.stream());
            insert.setLong(4, event.position());
            insert.setString(5, LastError.cut(error));
        });
    }

    /** Whether readers would see less of some stream than in the live generation. */
    boolean hideMoreThanTheLiveOne(Connection connection) throws SQLException {
        return Jdbc.number(connection, ProjectionStatements.HIDES_MORE, this::bind)
                .isPresent();
    }

    void letGo(Connection connection) throws SQLException {
        Jdbc.update(connection, ProjectionStatements.LET_GO, this::bind);
    }

    private void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, name);
        statement.setLong(2, generation);
    }
}
