package org.atomicevents.console.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The rows of the table {@code console_audit}. Thread-safe; every call is a short transaction of its own, durable when it returns.
 * All throw {@link SQLException} or {@link IllegalStateException} if the database refuses.
 */
public final class AuditStore {

    private static final int LONGEST_OUTCOME = 300;

    private static final String INSERT = """
            INSERT INTO console_audit (at, who, action, source, event_id, matching, outcome)
            VALUES (CURRENT_TIMESTAMP, ?, ?, ?, ?, ?, ?)
            """;

    /** Served by the primary key. */
    private static final String UPDATE = "UPDATE console_audit SET outcome = ? WHERE seq = ?";

    /** Served by the primary key, read backwards. */
    private static final String LATEST = """
            SELECT at, who, action, source, event_id, matching, outcome FROM console_audit
            ORDER BY seq DESC
            LIMIT ?
            """;

    /** Served by console_audit_at; bounded, so that it never holds many locks. */
    private static final String FORGET_OLD = """
            DELETE FROM console_audit WHERE seq IN (
                SELECT seq FROM console_audit
                WHERE at < CURRENT_TIMESTAMP - INTERVAL '1' SECOND * CAST(? AS double precision)
                ORDER BY at
                LIMIT ?)
            """;

    /** Served by the primary key: reads backwards over the rows that are kept, then deletes those before them. */
    private static final String FORGET_TOO_MANY = """
            DELETE FROM console_audit WHERE seq IN (
                SELECT seq FROM console_audit
                WHERE seq <= (SELECT seq FROM console_audit ORDER BY seq DESC LIMIT 1 OFFSET ?)
                ORDER BY seq
                LIMIT ?)
            """;

    private final ShortTransactions transactions;

    public AuditStore(ShortTransactions transactions) {
        this.transactions = Objects.requireNonNull(transactions);
    }

    /**
     * Creates the table if it is not there, or extends an older one by the columns it has not, empty in its rows; outside any transaction;
     * several servers may do it at once.
     */
    public static void install(DataSource database) throws SQLException {
        Schema.applyIfWithout(
                database,
                "console_audit",
                "source",
                AuditStore.class,
                "/META-INF/atomicevents/console-audit-with-source.sql");
        Schema.applyIfWithout(
                database,
                "console_audit",
                "matching",
                AuditStore.class,
                "/META-INF/atomicevents/console-audit-with-matching.sql");
        Schema.apply(database, AuditStore.class, "/META-INF/atomicevents/console-audit.sql");
    }

    /**
     * Adds a row.
     *
     * @return its number, for {@link #settle}
     */
    public long begin(String who, String action, Target target, String outcome) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"seq"})) {
                insert.setString(1, who);
                insert.setString(2, action);
                insert.setString(3, target.source());
                insert.setString(4, target.eventId());
                insert.setString(5, target.matching());
                insert.setString(6, outcome);
                insert.executeUpdate();
                try (ResultSet key = insert.getGeneratedKeys()) {
                    key.next();
                    return key.getLong(1);
                }
            }
        });
    }

    /** Replaces the outcome of a row by the final one, which is cut if it is too long. */
    public void settle(long row, String outcome) throws SQLException {
        String kept = outcome.substring(0, Math.min(outcome.length(), LONGEST_OUTCOME));
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                update.setString(1, kept);
                update.setLong(2, row);
                return update.executeUpdate();
            }
        });
    }

    /** The latest rows, at most {@code limit}, latest first. */
    public List<AuditRow> latest(int limit) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(LATEST)) {
                select.setInt(1, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<AuditRow> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(row(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    /**
     * Forgets at most {@code limit} rows that are older than {@code retention}, on the database's clock, or beyond the
     * latest {@code most}.
     *
     * @return the number of rows forgotten; there may be more if it is {@code limit}
     */
    public int forget(Duration retention, int most, int limit) throws SQLException {
        return transactions.call(connection -> {
            int old = forgotten(connection, FORGET_OLD, retention.toSeconds(), limit);
            return old == limit ? old : old + forgotten(connection, FORGET_TOO_MANY, most, limit - old);
        });
    }

    private static int forgotten(Connection connection, String sql, long bound, int limit) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(sql)) {
            forget.setLong(1, bound);
            forget.setInt(2, limit);
            return forget.executeUpdate();
        }
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getString(2),
                row.getString(3),
                new Target(row.getString(4), row.getString(5), row.getString(6)),
                row.getString(7));
    }
}
