package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.spi.Refused;

/** The requirements that log tailing makes on a database server. Stateless. */
public final class Requirements {

    private static final System.Logger LOG = System.getLogger(Requirements.class.getName());
    private static final int MESSAGES_IN_PGOUTPUT = 140_000;

    private Requirements() {}

    /** The refusal of a database whose log cannot be read; empty for the others, whose requirements {@link #missing} checks. */
    public static Optional<Refused> unreadable(DataSource application) throws SQLException {
        return switch (Database.of(application)) {
            case POSTGRESQL -> Optional.empty();
            case H2 ->
                Optional.of(new Refused(
                        "the data source is on H2, whose log nobody can read",
                        "use PostgreSQL with wal_level = logical"));
        };
    }

    /**
     * The first missing requirement, with the command that supplies it; empty if all are met. Warns if nothing limits what a slot
     * keeps.
     *
     * @param application the application's data source, on a database whose log can be read
     * @param log the same database, as the user who reads the log
     */
    public static Optional<Refused> missing(DataSource application, DataSource log, String user) throws SQLException {
        Server server = server(application);
        if (server.version < MESSAGES_IN_PGOUTPUT) {
            return refused("PostgreSQL 14 or newer is needed, this is " + server.version / 10_000, "upgrade it");
        }
        if (!server.walLevel.equals("logical")) {
            return refused(
                    "wal_level is " + server.walLevel + ", so the log does not say what a transaction did",
                    "ALTER SYSTEM SET wal_level = logical, restart PostgreSQL and deploy again");
        }
        Server reader;
        try {
            reader = server(log);
        } catch (SQLException e) {
            return refused(
                    "the log's reader cannot sign in as " + user + " (" + e.getMessage() + ")",
                    "set atomicevents.tailing.user and atomicevents.tailing.password");
        }
        if (!reader.replicates) {
            return refused(
                    "user " + reader.user + " may not read the log",
                    "ALTER ROLE \"" + reader.user + "\" REPLICATION, or name one who may in atomicevents.tailing.user");
        }
        if (!reader.database.equals(server.database)) {
            return refused(
                    "atomicevents.tailing.database-url leads to " + reader.database
                            + " (database@system identifier) and the data source to " + server.database,
                    "both have to be the same database");
        }
        if (server.limit.equals("-1")) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "max_slot_wal_keep_size is -1: a reader that stays away fills the disk of the database with its log."
                            + " Set it to what the disk can spare, such as ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'");
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(String reason, String nextStep) {
        return Optional.of(new Refused(reason, nextStep));
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
