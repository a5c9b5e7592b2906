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
 * Applies scripts of functions and triggers to a PostgreSQL database, each as a whole and only if it has changed since.
 * Several servers may do it at once: they take turns. Thread-safe.
 */
public final class TriggerScripts {

    /** Any constant but the one of the tables' scripts. */
    private static final String TAKE_TURNS = "SELECT pg_advisory_xact_lock(71168940001)";

    /** Served by the primary key, as is the next. */
    private static final String APPLIED = "SELECT 1 FROM outbox_script WHERE name = ? AND checksum = ?";

    private static final String RECORD = """
            INSERT INTO outbox_script (name, checksum, applied_at) VALUES (?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = excluded.applied_at
            """;

    private final ShortTransactions transactions;

    public TriggerScripts(ShortTransactions transactions) {
        this.transactions = Objects.requireNonNull(transactions);
    }

    /**
     * All of {@code sql} or nothing of it, in one transaction with the record that it was applied.
     *
     * @param name of the script, stable over its versions
     * @return whether it was applied now
     * @throws SQLException if the database refused; nothing was changed
     */
    public boolean apply(String name, String sql) throws SQLException {
        String checksum = checksum(sql);
        return transactions.call(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TAKE_TURNS);
                if (isApplied(connection, name, checksum)) {
                    return false;
                }
                statement.execute(sql);
            }
            try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
                insert.setString(1, name);
                insert.setString(2, checksum);
                insert.executeUpdate();
            }
            return true;
        });
    }

    private static boolean isApplied(Connection connection, String name, String checksum) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(APPLIED)) {
            select.setString(1, name);
            select.setString(2, checksum);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String checksum(String sql) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
