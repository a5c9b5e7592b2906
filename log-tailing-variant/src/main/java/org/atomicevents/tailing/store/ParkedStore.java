package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.tailing.capture.Payload;
import org.atomicevents.tailing.capture.Unreadable;

/**
 * What was taken out of the log's order: events that the broker refused, entries that cannot be read, and later events of their
 * subjects. Thread-safe.
 */
public final class ParkedStore {

    private static final int LONGEST_ERROR = 1000;

    private final ShortTransactions transactions;
    private final String strategy;

    public ParkedStore(ShortTransactions transactions, String strategy) {
        this.transactions = Objects.requireNonNull(transactions);
        this.strategy = Objects.requireNonNull(strategy);
    }

    /** A row that waits until its subject is no longer held. */
    public record Waiting(long seq, int attempts, Event event) {}

    /** Keeps {@code refused} for an operator and {@code behind}, later events of its subject, in their order. */
    public void park(Event refused, int attempts, String error, List<Event> behind) throws SQLException {
        transactions.call(connection -> {
            insert(connection, refused, attempts, shortened(error), true);
            for (Event event : behind) {
                insert(connection, event, 0, null, false);
            }
            return null;
        });
    }

    /** Keeps events of held subjects, in their order, behind those that hold them. */
    public void putBehind(List<Event> events) throws SQLException {
        transactions.call(connection -> {
            for (Event event : events) {
                insert(connection, event, 0, null, false);
            }
            return null;
        });
    }

    /** Keeps what cannot be read for an operator; a second copy of the same place in the log changes nothing. */
    public void quarantine(Unreadable unreadable) throws SQLException {
        transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(Statements.QUARANTINE)) {
                insert.setString(1, strategy);
                insert.setString(2, shortened(unreadable.reason()));
                EventColumns.bind(unreadable.shown(), insert, 3);
                return insert.executeUpdate();
            }
        });
    }

    /** Subjects with anything parked or waiting behind it. */
    public Set<String> heldSubjects() throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(Statements.HELD_SUBJECTS)) {
                select.setString(1, strategy);
                try (ResultSet rows = select.executeQuery()) {
                    Set<String> subjects = new HashSet<>();
                    while (rows.next()) {
                        subjects.add(rows.getString(1));
                    }
                    return subjects;
                }
            }
        });
    }

    /**
     * The oldest rows with nothing parked before them in their subject any more, because an operator replayed or discarded it. A row that
     * still cannot be read is parked again, and not among them, nor are those behind it.
     */
    public List<Waiting> released(int limit) throws SQLException {
        return transactions.call(connection -> {
            List<Waiting> waiting = new ArrayList<>();
            Map<Long, String> unreadable = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement(Statements.RELEASED)) {
                select.setString(1, strategy);
                select.setInt(2, limit);
                try (ResultSet rows = select.executeQuery()) {
                    Set<String> held = new HashSet<>();
                    while (rows.next()) {
                        long seq = rows.getLong("seq");
                        String subject = rows.getString("subject");
                        if (held.contains(subject)) {
                            continue;
                        }
                        try {
                            waiting.add(new Waiting(seq, rows.getInt("attempts"), event(rows)));
                        } catch (IllegalArgumentException e) {
                            held.add(subject);
                            unreadable.put(seq, String.valueOf(e.getMessage()));
                        }
                    }
                }
            }
            parkAgain(connection, unreadable);
            return waiting;
        });
    }

    /** Deletes rows whose events are at the broker. */
    public void forget(List<Waiting> delivered) throws SQLException {
        transactions.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(Statements.FORGET)) {
                Long[] seqs = delivered.stream().map(Waiting::seq).toArray(Long[]::new);
                delete.setArray(1, connection.createArrayOf("bigint", seqs));
                return delete.executeUpdate();
            }
        });
    }

    /** Counts one more refusal. */
    public void refusedAgain(Waiting waiting, String error, boolean giveUp) throws SQLException {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(Statements.REFUSED_AGAIN)) {
                update.setString(1, shortened(error));
                update.setBoolean(2, giveUp);
                update.setLong(3, waiting.seq());
                return update.executeUpdate();
            }
        });
    }

    private static Event event(ResultSet row) throws SQLException {
        return row.getBoolean("unreadable") ? Payload.event(row.getBytes("data")) : EventColumns.read(row, 4);
    }

    private static void parkAgain(Connection connection, Map<Long, String> reasons) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(Statements.UNREADABLE_AGAIN)) {
            for (Map.Entry<Long, String> reason : reasons.entrySet()) {
                update.setString(1, shortened(Unreadable.printable(reason.getValue())));
                update.setLong(2, reason.getKey());
                update.executeUpdate();
            }
        }
    }

    private void insert(Connection connection, Event event, int attempts, String error, boolean parked)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Statements.PARK)) {
            insert.setString(1, strategy);
            insert.setInt(2, attempts);
            insert.setString(3, error);
            insert.setBoolean(4, parked);
            EventColumns.bind(event, insert, 5);
            insert.executeUpdate();
        }
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
