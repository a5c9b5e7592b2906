package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** H2 in PostgreSQL mode. */
final class H2Dialect implements Dialect {

    private static final String MODE =
            "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'MODE'";

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public void requireSupported(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery(MODE)) {
            if (!mode.next() || !"PostgreSQL".equalsIgnoreCase(mode.getString(1))) {
                throw new IllegalStateException(
                        "The H2 data source is not in PostgreSQL mode: add ;MODE=PostgreSQL to its URL");
            }
        }
    }

    @Override
    public void exclusively(Connection connection, Work work) throws SQLException {
        work.run();
    }
}
