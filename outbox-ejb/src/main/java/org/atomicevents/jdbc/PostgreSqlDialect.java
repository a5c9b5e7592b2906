package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL. */
final class PostgreSqlDialect implements Dialect {

    /** An arbitrary constant; all modules use the same, so that no two scripts run at once. */
    private static final long LOCK = 0x41746f6d6963L;

    @Override
    public String product() {
        return "PostgreSQL";
    }

    /** {@code CREATE TABLE IF NOT EXISTS} of two sessions at once can fail on the catalog's own unique index. */
    @Override
    public void exclusively(Connection connection, Work work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                work.run();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }
}
