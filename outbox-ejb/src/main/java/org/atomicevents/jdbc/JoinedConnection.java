package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connection of the calling thread's JTA transaction. Stateless. */
public final class JoinedConnection {

    private JoinedConnection() {}

    /**
     * A connection of {@code database} that takes part in the thread's transaction, which must be active; the caller closes it.
     *
     * @throws SQLException also if the data source takes no part in JTA transactions: every statement would commit by itself, also
     *     that of a transaction that rolls back
     */
    public static Connection open(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            require(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** @throws SQLException if {@code connection}, opened in an active transaction, takes no part in it, as {@link #open} says */
    public static void require(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException(
                    "the data source takes no part in JTA transactions (its connection is in auto-commit mode within"
                            + " one), so what rolls back would be announced: set jta=true on the data source");
        }
    }
}
