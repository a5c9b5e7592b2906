package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.spi.Refused;

/** The requirements of log tailing on a database server. Stateless. */
public final class Requirements {

    private static final System.Logger LOG = System.getLogger(Requirements.class.getName());
    private static final int MESSAGES_IN_PGOUTPUT = 140_000;

    private Requirements() {}

    /**
     * Whether the data source is on a database whose log can be read: PostgreSQL. The only place of this module that compares
     * databases.
     */
    public static boolean hasReadableLog(DataSource application) throws SQLException {
        return Database.of(application) == Database.POSTGRESQL;
    }

    /**
     * The requirement that is not met, with the command that meets it; empty if all are met. Warns if nothing limits the log that a slot
     * keeps.
     *
     * @param application the application's data source, on PostgreSQL
     * @param log the data source of the reader
     */
    public static Optional<Refused> missing(DataSource application, DataSource log, String user) throws SQLException {
        Server server = server(application);
        if (server.version < MESSAGES_IN_PGOUTPUT) {
            return Optional.of(new Refused(
                    "PostgreSQL 14 or newer is needed, this is " + server.version / 10_000, "use a newer one"));
        }
        if (!server.walLevel.equals("logical")) {
            return Optional.of(new Refused(
                    "wal_level is " + server.walLevel + ", so the log does not say what a transaction did",
                    "ALTER SYSTEM SET wal_level = logical, restart PostgreSQL and deploy again"));
        }
        Server reader;
        try {
            reader = server(log);
        } catch (SQLException e) {
            return Optional.of(new Refused(
                    "the log's reader cannot sign in as " + user + " (" + e.getMessage() + ")",
                    "set atomicevents.tailing.user and atomicevents.tailing.password"));
        }
        if (!reader.replicates) {
            return Optional.of(new Refused(
                    "user " + reader.user + " may not read the log",
                    "ALTER ROLE \"" + reader.user
                            + "\" REPLICATION, or name one who may in atomicevents.tailing.user"));
        }
        if (!reader.database.equals(server.database)) {
            return Optional.of(new Refused(
                    "atomicevents.tailing.database-url leads to " + reader.database
                            + " (database@system identifier) and the data source to " + server.database,
                    "both have to be the same database"));
        }
        if (server.limit.equals("-1")) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "max_slot_wal_keep_size is -1: a reader that stays away fills the disk of the database with its log."
                            + " Set it to what the disk can spare, such as ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'");
        }
        return Optional.empty();
    }

    private record Server(
            int version, String walLevel, String limit, String user, boolean replicates, String database) {}

    private static Server server(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.SERVER);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Server(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getString(6));
        }
    }
}
