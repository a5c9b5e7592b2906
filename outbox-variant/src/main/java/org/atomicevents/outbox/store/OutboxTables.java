package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Schema;

/** The tables of the outbox. Stateless. */
public final class OutboxTables {

    private OutboxTables() {}

    /**
     * Creates the tables that are not there; outside any transaction; several servers may do it at once. Tables of older versions are
     * extended, and what waits in them stays in line: entries of before there were applications go to the first lane of their
     * strategy that is installed; what was put off or parked, and what waits behind it, stands aside.
     *
     * @param lane the one that is going to use the tables
     * @param destination the place that the lane's entries are sent to, in words that differ for different places
     * @return the destination of the first installation of this lane: if it is another one, entries would be sent to either
     */
    public static String install(DataSource database, OutboxSql sql, Lane lane, String destination)
            throws SQLException {
        Schema.applyIfWithout(database, "outbox", "application", OutboxTables.class, sql.upgradeToApplications());
        Schema.applyIfWithout(database, "outbox", "shard", OutboxTables.class, sql.upgradeToShards());
        Schema.apply(database, OutboxTables.class, sql.tables());
        try (Connection connection = database.getConnection()) {
            update(connection, Statements.CREATE_RELAY, lane, destination);
            update(connection, Statements.ADOPT, lane);
            update(connection, Statements.ADOPT_ASIDE, lane);
            update(connection, Statements.CREATE_LEASES, lane, (Object) Shards.all());
            return destination(connection, lane);
        }
    }

    /** Whether the tables are there, in their present form; outside any transaction. */
    public static boolean isInstalled(DataSource database) throws SQLException {
        return Schema.has(database, "outbox", "shard");
    }

    private static void update(Connection connection, String sql, Lane lane, Object... others) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = lane.bind(update, 1);
            for (Object other : others) {
                if (other instanceof Integer[] numbers) {
                    update.setArray(next++, connection.createArrayOf("integer", numbers));
                } else {
                    update.setObject(next++, other);
                }
            }
            update.executeUpdate();
        }
    }

    private static String destination(Connection connection, Lane lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Statements.DESTINATION)) {
            lane.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
