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
 * one; and no writer, prepared or not, holds up the others.
 *
 * <p>Any reader calls this first; one at a time in the whole database works, the others go on with what there is.
 * Thread-safe. A JVM that dies in the middle leaves the events without position to the next one.
 */
public final class Sequencer {

    private final ShortTransactions transactions;

    public Sequencer(ShortTransactions transactions) {
        this.transactions = Objects.requireNonNull(transactions);
    }

    /**
     * Numbers at most {@code limit} events.
     *
     * @return how many
     */
    public int sequence(int limit) throws SQLException {
        return transactions.call(connection -> {
            if (Rows.number(connection, Statements.ANY_UNSEQUENCED, Rows::nothing)
                    .isEmpty()) {
                return 0;
            }
            OptionalLong last = Rows.number(connection, Statements.LOCK_SEQUENCE, Rows::nothing);
            return last.isEmpty() ? 0 : number(connection, last.getAsLong(), limit);
        });
    }

    /** At most {@code limit} events after {@code position}, in order, on the caller's connection. */
    static List<StoredEvent> after(Connection connection, long position, int limit) throws SQLException {
        return Rows.all(
                connection,
                Statements.AFTER,
                select -> {
                    select.setLong(1, position);
                    select.setInt(2, limit);
                },
                Rows::event);
    }

    private static int number(Connection connection, long last, int limit) throws SQLException {
        List<Long> ids =
                Rows.all(connection, Statements.UNSEQUENCED, select -> select.setInt(1, limit), row -> row.getLong(1));
        if (ids.isEmpty()) {
            return 0;
        }
        long position = last;
        try (PreparedStatement give = connection.prepareStatement(Statements.GIVE_POSITION)) {
            for (long id : ids) {
                give.setLong(1, ++position);
                give.setLong(2, id);
                give.addBatch();
            }
            give.executeBatch();
        }
        long moved = position;
        Rows.update(connection, Statements.MOVE_SEQUENCE, update -> update.setLong(1, moved));
        return ids.size();
    }
}
