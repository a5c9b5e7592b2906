package org.atomicevents.eventsourcing.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.StoredEvent;

/** One row per effect, so that a second one is seen. */
final class Seen implements Projection {

    final Set<String> failing = new HashSet<>();
    String statement = "INSERT INTO seen (generation, at, event, name) VALUES (?, ?, ?, ?)";
    private final String name;
    private final int version;

    Seen(String name, int version) {
        this.name = name;
        this.version = version;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public void apply(Connection connection, long generation, StoredEvent event) throws SQLException {
        if (failing.contains(event.event().id())) {
            throw new IllegalArgumentException("cannot understand it");
        }
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            insert.setLong(1, generation);
            insert.setLong(2, event.position());
            insert.setString(3, version + ":" + event.event().id());
            insert.setString(4, name);
            insert.executeUpdate();
        }
    }

    @Override
    public int forget(Connection connection, long generation, int limit) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM seen WHERE generation = ? AND name = ? AND at IN (SELECT at FROM seen WHERE generation = ? AND name = ? ORDER BY at LIMIT ?)")) {
            delete.setLong(1, generation);
            delete.setString(2, name);
            delete.setLong(3, generation);
            delete.setString(4, name);
            delete.setInt(5, limit);
            return delete.executeUpdate();
        }
    }
}
