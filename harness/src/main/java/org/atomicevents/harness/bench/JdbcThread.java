package org.atomicevents.harness.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One thread's own database connection, auto-commit off. */
@State(Scope.Thread)
public class JdbcThread {

    Connection connection;
    Statements statements;
    Products products;

    @Setup(Level.Trial)
    public void open(CleanSlate stage) throws SQLException {
        connection = stage.tables.connect();
        connection.setAutoCommit(false);
        statements = new Statements(connection);
    }

    @Setup(Level.Iteration)
    public void restart(CleanSlate stage, ThreadParams thread) {
        products = new Products(thread.getThreadIndex());
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException {
        connection.close();
    }
}
