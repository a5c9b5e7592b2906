package org.atomicevents.tailing.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/**
 * {@link Operations} on what was taken out of the log. What is still in the log cannot be counted, shown or changed: pending
 * are only the events that wait behind a parked one. Thread-safe.
 */
public final class ParkedOperations implements Operations {

    private final ShortTransactions transactions;
    private final String strategy;

    /** @param strategy whose entries these are */
    public ParkedOperations(ShortTransactions transactions, String strategy) {
        this.transactions = Objects.requireNonNull(transactions);
        this.strategy = Objects.requireNonNull(strategy);
    }

    @Override
    public long pending() {
        return counted(2);
    }

    /** How many are parked. */
    public long parked() {
        return counted(1);
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return asked("list parked events", Statements.LIST_PARKED, list -> {
            list.setInt(2, limit);
            try (ResultSet rows = list.executeQuery()) {
                List<ParkedEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return List.copyOf(entries);
            }
        });
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return asked("show event " + eventId, Statements.INSPECT, select -> {
            select.setString(2, eventId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(EventColumns.read(rows, 1)) : Optional.empty();
            }
        });
    }

    @Override
    public boolean replay(String eventId) {
        return asked("replay event " + eventId, Statements.REPLAY, update -> touched(update, eventId));
    }

    @Override
    public boolean discard(String eventId) {
        return asked("discard event " + eventId, Statements.DISCARD, delete -> touched(delete, eventId));
    }

    private long counted(int column) {
        return asked("count what is parked", Statements.COUNT, count -> {
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(column);
            }
        });
    }

    private ParkedEntry entry(ResultSet row) throws SQLException {
        return new ParkedEntry(
                strategy,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6));
    }

    private static boolean touched(PreparedStatement update, String eventId) throws SQLException {
        update.setString(2, eventId);
        return update.executeUpdate() > 0;
    }

    /** What is done with a statement whose first parameter is the strategy. */
    @FunctionalInterface
    private interface Question<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T asked(String what, String sql, Question<T> question) {
        try {
            return transactions.call(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, strategy);
                    return question.with(statement);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Log tailing could not " + what + ": " + e.getMessage(), e);
        }
    }
}
