package org.atomicevents.outbox.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Applies scripts of functions and triggers to the database, each as a whole and only if it has changed since it was last applied.
 * Several servers may do it at once: one after the other applies them. Thread-safe.
 */
public final class TriggerScripts {

    private final ShortTransactions transactions;
    private final TriggerSql sql;

    public TriggerScripts(ShortTransactions transactions, TriggerSql sql) {
        this.transactions = Objects.requireNonNull(transactions);
        this.sql = Objects.requireNonNull(sql);
    }

    /**
     * Applies all of {@code script} or nothing of it, in one transaction with the record that it was applied.
     *
     * @param name of the script, stable over its versions
     * @return whether it was applied now
     * @throws SQLException if the database refused; nothing was changed
     */
    public boolean apply(String name, String script) throws SQLException {
        String checksum = checksum(script);
        return transactions.call(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql.lockScripts());
                if (isApplied(connection, name, checksum)) {
                    return false;
                }
                statement.execute(script);
            }
            try (PreparedStatement insert = connection.prepareStatement(sql.recordScript())) {
                insert.setString(1, name);
                insert.setString(2, checksum);
                insert.executeUpdate();
            }
            return true;
        });
    }

    private boolean isApplied(Connection connection, String name, String checksum) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.findScript())) {
            select.setString(1, name);
            select.setString(2, checksum);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String checksum(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
