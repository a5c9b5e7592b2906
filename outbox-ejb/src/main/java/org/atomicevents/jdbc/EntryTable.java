package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/**
 * The table of one strategy's entries, for the module's {@link org.atomicevents.operations.Operations}. The statements are the module's own. Thread-safe.
 *
 * <p>Every call is a transaction of its own, and throws {@link IllegalStateException} if the database cannot be asked.
 */
public final class EntryTable {

    /** The transactions that the calls run in, such as {@code shortTransactions::call}. */
    @FunctionalInterface
    public interface Transactions {
        <T> T call(ShortTransactions.Work<T> work) throws SQLException;
    }

    /** The event in a row. */
    @FunctionalInterface
    public interface EventReader {
        Event read(ResultSet row) throws SQLException;
    }

    private final String name;
    private final String strategy;
    private final Transactions transactions;

    /**
     * @param name the table in messages, such as "The outbox"
     * @param strategy the owner of the entries
     */
    public EntryTable(String name, String strategy, Transactions transactions) {
        this.name = Objects.requireNonNull(name);
        this.strategy = Objects.requireNonNull(strategy);
        this.transactions = Objects.requireNonNull(transactions);
    }

    /** Runs {@code work}; {@code what} completes the message "The outbox could not ...". */
    public <T> T call(String what, ShortTransactions.Work<T> work) {
        try {
            return transactions.call(work);
        } catch (SQLException e) {
            throw new IllegalStateException(name + " could not " + what + ": " + e.getMessage(), e);
        }
    }

    /** The number in the first column of the first row. */
    public long count(String what, String sql, Object... parameters) {
        return call(what, connection -> number(connection, sql, parameters));
    }

    /** As {@link #count}, within a call. */
    public static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = prepared(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /**
     * The parked entries that match.
     *
     * @param sql for {@link ParkedQuery#of}; columns {@code source}, {@code event_id}, {@code type}, {@code subject}, {@code attempts},
     *     {@code parked_at}, {@code last_error}, {@code place}
     */
    public List<ParkedEntry> parked(String sql, ParkedFilter filter, int limit, Object... parameters) {
        if (!filter.admits(strategy)) {
            return List.of();
        }
        ParkedQuery query = ParkedQuery.of(sql, filter, limit, parameters);
        return call("list parked entries", connection -> {
            try (PreparedStatement select = query.prepared(connection);
                    ResultSet rows = select.executeQuery()) {
                List<ParkedEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(parkedEntry(rows));
                }
                return List.copyOf(entries);
            }
        });
    }

    /**
     * The event of the first row; empty if there is none.
     *
     * @throws IllegalStateException also if the row is no event; the message says why
     */
    public Optional<Event> event(String eventId, EventReader reader, String sql, Object... parameters) {
        return call("show entry " + eventId, connection -> {
            try (PreparedStatement select = prepared(connection, sql, parameters);
                    ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(eventId, reader, rows)) : Optional.empty();
            }
        });
    }

    private Event read(String eventId, EventReader reader, ResultSet row) throws SQLException {
        try {
            return reader.read(row);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "%s cannot show entry %s, which is no event (%s): look at its row, mend and replay it, or discard it"
                            .formatted(name, eventId, e.getMessage()),
                    e);
        }
    }

    /** Runs a statement that changes rows; true if it changed one. */
    public boolean change(String what, String sql, Object... parameters) {
        return call(what, connection -> {
            try (PreparedStatement update = prepared(connection, sql, parameters)) {
                return update.executeUpdate() > 0;
            }
        });
    }

    static PreparedStatement prepared(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private ParkedEntry parkedEntry(ResultSet row) throws SQLException {
        return new ParkedEntry(
                strategy,
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("subject"),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                row.getString("last_error"));
    }
}
