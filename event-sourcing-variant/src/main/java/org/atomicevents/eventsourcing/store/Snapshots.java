package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/** At most one snapshot per stream and fold, in the caller's transaction. Thread-safe. */
public final class Snapshots {

    private final DataSource database;

    public Snapshots(DataSource database) {
        this.database = Objects.requireNonNull(database);
    }

    /** The fold that made a snapshot, and its version. */
    public record Key(String fold, int version) {}

    /**
     * A state as its fold wrote it.
     *
     * @param version the version of the last event in it
     */
    public record Snapshot(long version, byte[] state) {}

    /** The snapshot of a stream; empty if there is none, or only one of another version of the fold. */
    public Optional<Snapshot> newest(Key key, String stream) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Snapshot> found = Jdbc.rows(
                    connection,
                    Statements.NEWEST_SNAPSHOT,
                    select -> {
                        select.setString(1, stream);
                        select.setString(2, key.fold());
                        select.setInt(3, key.version());
                    },
                    row -> new Snapshot(row.getLong(1), row.getBytes(2)));
            return found.stream().findFirst();
        }
    }

    /**
     * Replaces the stream's snapshot, unless that is of a newer version of the fold. The caller's append has locked the stream.
     */
    public void take(Key key, String stream, long version, byte[] state) throws SQLException {
        Jdbc.Binder values = write -> {
            write.setInt(1, key.version());
            write.setLong(2, version);
            write.setBytes(3, state);
            write.setString(4, stream);
            write.setString(5, key.fold());
        };
        try (Connection connection = database.getConnection()) {
            int replaced = Jdbc.update(connection, Statements.REPLACE_SNAPSHOT, write -> {
                values.bind(write);
                write.setInt(6, key.version());
            });
            if (replaced == 0) {
                Jdbc.update(connection, Statements.TAKE_SNAPSHOT, values);
            }
        }
    }
}
