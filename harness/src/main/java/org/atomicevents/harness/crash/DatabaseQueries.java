package org.atomicevents.harness.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The harness's queries to the database, over a connection of its own; nothing is ever written. Thread-safe. */
final class DatabaseQueries implements AutoCloseable {

    /** A harness table of a few hundred rows; read once a case. */
    private static final String EFFECTS =
            "SELECT event_id, version FROM price_history WHERE product_id = ? ORDER BY seq";

    private static final String PREPARED =
            "SELECT gid FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared";

    /** A row by its key or event, and what is said of it. */
    record Row(String id, String said) {
        long version() {
            return Long.parseLong(said);
        }
    }

    private final Connection connection;
    private final StrategySetup.Truth truth;

    DatabaseQueries(DataSource source, StrategySetup.Truth truth) throws SQLException {
        this.truth = truth;
        connection = source.getConnection();
    }

    synchronized boolean hasLedger(String commandId) {
        return !rows(truth.change(), 1, commandId).isEmpty();
    }

    synchronized List<Row> ledger(String product) {
        return rows(truth.changes(), 2, product);
    }

    synchronized List<Row> effects(String product) {
        return rows(EFFECTS, 2, product);
    }

    synchronized List<Row> outbox() {
        return rows(truth.backlog(), 2, null);
    }

    /** The global ids of the prepared branches, oldest first. */
    synchronized List<String> prepared() {
        return rows(PREPARED, 1, null).stream().map(Row::id).toList();
    }

    private List<Row> rows(String sql, int columns, String argument) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (argument != null) {
                statement.setString(1, argument);
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getString(1), columns > 1 ? found.getString(2) : ""));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("The harness cannot read from the database: " + sql, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Nothing of it is left to close.
        }
    }
}
