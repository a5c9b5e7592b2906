package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Gives committed events their position: the next numbers without a gap, to all that are visible and have none. An event
 * that commits late is seen late and numbered then, so a reader that asks for positions after its checkpoint never misses
 * one; and no open or prepared transaction holds up the others.
 *
 * <p>Every reader calls this first. One sequencer at a time works in the whole database; the others return at once, and their
 * readers go on with the events that have a position. Thread-safe. A JVM that dies in the middle leaves the events without
 * position to the next sequencer.
 */
public final class Sequencer {

    private final ShortTransactions transactions;

    public Sequencer(ShortTransactions transactions) {
        this.transactions = Objects.requireNonNull(transactions);
    }

    /**
     * Numbers at most {@code limit} events.
     *
     * @return the number of events that got a position
     */
    public int sequence(int limit) throws SQLException {
        return transactions.call(connection -> {
            if (Jdbc.number(connection, Statements.ANY_UNSEQUENCED, Jdbc::noParameters)
                    .isEmpty()) {
                return 0;
            }
            OptionalLong last = Jdbc.number(connection, Statements.LOCK_SEQUENCE, Jdbc::noParameters);
            return last.isEmpty() ? 0 : number(connection, last.getAsLong(), limit);
        });
    }

    /** At most {@code limit} events after {@code position}, in order, on the caller's connection. */
    static List<StoredEvent> after(Connection connection, long position, int limit) throws SQLException {
        return Jdbc.rows(
                connection,
                Statements.AFTER,
                select -> {
                    select.setLong(1, position);
                    select.setInt(2, limit);
                },
                StoredEventColumns::read);
    }

    private static int number(Connection connection, long last, int limit) throws SQLException {
        List<Long> ids =
                Jdbc.rows(connection, Statements.UNSEQUENCED, select -> select.setInt(1, limit), row -> row.getLong(1));
        if (ids.isEmpty()) {
            return 0;
        }
        long position = last;
        try (PreparedStatement update = connection.prepareStatement(Statements.GIVE_POSITION)) {
            for (long id : ids) {
                update.setLong(1, ++position);
                update.setLong(2, id);
                update.addBatch();
            }
            update.executeBatch();
        }
        long moved = position;
        Jdbc.update(connection, Statements.MOVE_SEQUENCE, update -> update.setLong(1, moved));
        return ids.size();
    }
}
