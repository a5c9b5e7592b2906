package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.ShortTransactions;

/** The events that were moved from the log into a table, because the broker refused them or an earlier one of their subject. Thread-safe. */
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

    /** Keeps events of held subjects behind the parked one, in their order. */
    public void putBehind(List<Event> events) throws SQLException {
        transactions.call(connection -> {
            for (Event event : events) {
                insert(connection, event, 0, null, false);
            }
            return null;
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

    /** The oldest rows whose subject has nothing parked any more, because an operator replayed or discarded it. */
    public List<Waiting> released(int limit) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(Statements.RELEASED)) {
                select.setString(1, strategy);
                select.setInt(2, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<Waiting> waiting = new ArrayList<>();
                    while (rows.next()) {
                        waiting.add(new Waiting(rows.getLong(1), rows.getInt(2), EventColumns.read(rows, 3)));
                    }
                    return waiting;
                }
            }
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
