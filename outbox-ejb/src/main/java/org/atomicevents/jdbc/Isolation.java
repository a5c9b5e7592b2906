package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The isolation level that a data source gives its connections. Stateless. */
public final class Isolation {

    private Isolation() {}

    /** True if it is READ COMMITTED, on which the claims of all relays rely. */
    public static boolean isReadCommitted(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED;
        }
    }
}
