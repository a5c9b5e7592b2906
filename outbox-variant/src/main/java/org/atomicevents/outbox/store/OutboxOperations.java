package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/** {@link Operations} on the entries of one strategy. Thread-safe. */
public final class OutboxOperations implements Operations {

    private final ShortTransactions transactions;
    private final String strategy;

    /** @param strategy whose entries these are */
    public OutboxOperations(ShortTransactions transactions, String strategy) {
        this.transactions = Objects.requireNonNull(transactions);
        this.strategy = Objects.requireNonNull(strategy);
    }

    @Override
    public long pending() {
        return asked("count pending entries", connection -> {
            try (PreparedStatement count = connection.prepareStatement(Statements.COUNT_PENDING)) {
                count.setString(1, strategy);
                try (ResultSet rows = count.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return asked("list parked entries", connection -> {
            try (PreparedStatement list = connection.prepareStatement(Statements.LIST_PARKED)) {
                list.setString(1, strategy);
                list.setInt(2, limit);
                try (ResultSet rows = list.executeQuery()) {
                    List<ParkedEntry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(parkedEntry(rows));
                    }
                    return List.copyOf(entries);
                }
            }
        });
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return asked("show entry " + eventId, connection -> {
            try (PreparedStatement select = connection.prepareStatement(Statements.INSPECT)) {
                select.setString(1, strategy);
                select.setString(2, eventId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Rows.read(rows).event()) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean replay(String eventId) {
        return asked("replay entry " + eventId, connection -> touched(connection, Statements.REPLAY, eventId));
    }

    @Override
    public boolean discard(String eventId) {
        return asked("discard entry " + eventId, connection -> touched(connection, Statements.DISCARD, eventId));
    }

    /** What waits now; at most three short queries. */
    public Backlog backlog() {
        return asked(
                "count what waits",
                connection -> new Backlog(
                        counted(connection, Statements.COUNT_WAITING),
                        oldest(connection),
                        counted(connection, Statements.COUNT_PARKED)));
    }

    private long counted(Connection connection, String sql) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            count.setString(1, strategy);
            count.setInt(2, Backlog.COUNTED);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private Duration oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Statements.SECONDS_WAITING)) {
            select.setString(1, strategy);
            try (ResultSet rows = select.executeQuery()) {
                double seconds = rows.next() ? rows.getDouble(1) : 0;
                return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
            }
        }
    }

    private ParkedEntry parkedEntry(ResultSet row) throws SQLException {
        return new ParkedEntry(
                strategy,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6));
    }

    private boolean touched(Connection connection, String sql, String eventId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, strategy);
            update.setString(2, eventId);
            return update.executeUpdate() > 0;
        }
    }

    private <T> T asked(String what, ShortTransactions.Work<T> work) {
        try {
            return transactions.call(work);
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox could not " + what + ": " + e.getMessage(), e);
        }
    }
}
