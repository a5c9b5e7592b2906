package org.atomicevents.harness.order;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The harness's queries to the database, over one connection of the harness, or the next one after a restart of the database; nothing is
 * written. Thread-safe. */
final class LedgerQueries implements AutoCloseable {

    /** Served by price_history_product but for the order, which sorts one subject's few hundred rows. */
    private static final String EFFECTS =
            "SELECT event_id, version FROM price_history WHERE product_id = ? ORDER BY seq";

    /** A scan, asked a few times a second while everything is counted. */
    private static final String COUNT_EFFECTS =
            "SELECT count(DISTINCT event_id) FROM price_history WHERE product_id LIKE ?";

    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final DataSource database;
    private final String changes;
    private final String change;
    private Connection connection;

    /**
     * @param changes of a subject: event id and version, in the order of the versions
     * @param change a row if a command is committed
     */
    LedgerQueries(DataSource database, String changes, String change) throws SQLException {
        this.database = database;
        connection = database.getConnection();
        this.changes = changes;
        this.change = change;
    }

    synchronized List<SubjectVersion> changes(String subject) {
        return versions(changes, subject);
    }

    synchronized List<SubjectVersion> effects(String subject) {
        return versions(EFFECTS, subject);
    }

    synchronized boolean isCommitted(String commandId) {
        try (PreparedStatement select = prepared(change, commandId);
                ResultSet row = select.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The number of different events that had an effect on subjects whose name begins with {@code prefix}. */
    synchronized int effectsOn(String prefix) {
        try (PreparedStatement select = prepared(COUNT_EFFECTS, prefix + "%");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private List<SubjectVersion> versions(String sql, String subject) {
        try (PreparedStatement select = prepared(sql, subject);
                ResultSet rows = select.executeQuery()) {
            List<SubjectVersion> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(new SubjectVersion(rows.getString(1), rows.getLong(2)));
            }
            return versions;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private PreparedStatement prepared(String sql, String argument) throws SQLException {
        if (!connection.isValid(ANSWERS_WITHIN_SECONDS)) {
            close();
            connection = database.getConnection();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, argument);
        return statement;
    }

    private static IllegalStateException unreadable(SQLException cause) {
        return new IllegalStateException("The harness cannot read from the database: " + cause.getMessage(), cause);
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
