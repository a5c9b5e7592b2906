package org.atomicevents.harness.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.atomicevents.harness.run.FaultName;

/**
 * The server dies and somebody else makes its change, in a session in which triggers do not fire, as logical replication and
 * some restore tools do. The change is as real as any other; no event was recorded.
 */
public final class TriggerBypassed implements Fault {

    /** Both served by the primary key. */
    private static final String MOVE = "UPDATE product SET version = 2 WHERE id = ? AND version = 1";

    private static final String RECORD = """
            INSERT INTO ledger (command_id, product_id, version, strategy, recorded_at)
            VALUES (?, ?, 2, 'outbox-trigger', now())
            """;

    @Override
    public String name() {
        return FaultName.EXTRA + "the trigger is bypassed";
    }

    @Override
    public String process() {
        return "application";
    }

    @Override
    public void strike(Situation situation) {
        situation.stack().wildfly().kill();
        try (Connection connection = situation.stack().postgres().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL session_replication_role = replica");
            }
            update(connection, MOVE, situation.product());
            update(connection, RECORD, situation.command(), situation.product());
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The harness could not write past the trigger", e);
        }
    }

    private static void update(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setString(i + 1, arguments[i]);
            }
            if (update.executeUpdate() != 1) {
                throw new SQLException("Not one row was changed by: " + sql);
            }
        }
    }
}
