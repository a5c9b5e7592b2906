package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The databases whose dialect this project speaks. */
public enum Database {
    POSTGRESQL,
    /** In PostgreSQL mode; for trying out and for tests. */
    H2;

    /** @throws IllegalStateException if it is another one, or H2 in another mode; the message says what to change */
    public static Database of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return of(connection);
        }
    }

    /** @throws IllegalStateException as {@link #of(DataSource)} */
    public static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> h2(connection);
            default ->
                throw new IllegalStateException(
                        "The data source is on " + product
                                + ": PostgreSQL and H2 (MODE=PostgreSQL) are supported; point atomicevents.datasource at one of them");
        };
    }

    private static Database h2(Connection connection) throws SQLException {
        String query = "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'MODE'";
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery(query)) {
            if (mode.next() && "PostgreSQL".equalsIgnoreCase(mode.getString(1))) {
                return H2;
            }
            throw new IllegalStateException(
                    "The H2 data source is not in PostgreSQL mode: add ;MODE=PostgreSQL to its URL");
        }
    }
}
