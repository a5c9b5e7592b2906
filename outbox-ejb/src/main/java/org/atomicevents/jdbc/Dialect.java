package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The differences between databases that matter to every module. Stateless. */
interface Dialect {

    /** Statements on a connection that is already open. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** The product's name as JDBC metadata gives it. */
    String product();

    /** @throws IllegalStateException if the database is in a mode that is not supported; the message says what to change */
    default void requireSupported(Connection connection) throws SQLException {}

    /** Runs {@code work} while no other server of the database does, if {@code IF NOT EXISTS} alone fails when two servers create at once. */
    void exclusively(Connection connection, Work work) throws SQLException;
}
