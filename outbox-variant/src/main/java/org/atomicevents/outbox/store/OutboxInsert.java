package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/**
 * Adds entries in the caller's transaction, one statement each, which on PostgreSQL first takes the subject's turn, see
 * {@link PostgreSqlOutboxSql}. Thread-safe.
 */
final class OutboxInsert {

    private final OutboxSql sql;
    private final Lane lane;
    private final Duration turnWait;

    OutboxInsert(OutboxSql sql, Lane lane, Duration turnWait) {
        this.sql = Objects.requireNonNull(sql);
        this.lane = Objects.requireNonNull(lane);
        this.turnWait = Objects.requireNonNull(turnWait);
    }

    void append(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.insert())) {
            bind(insert, event);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw explained(e, event);
        }
    }

    Entry appendReserved(Connection connection, Event event, String owner, Duration reservation) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.insertReserved())) {
            int next = bind(insert, event);
            insert.setString(next, owner);
            insert.setLong(next + 1, reservation.toMillis());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Entry(new Place(row.getInt(2), event.subject(), row.getLong(1)), event, 0);
            }
        } catch (SQLException e) {
            throw explained(e, event);
        }
    }

    /** Returns the index of the next parameter. */
    private int bind(PreparedStatement insert, Event event) throws SQLException {
        int next = lane.bind(insert, sql.bindTurn(insert, event.subject(), turnWait));
        EventColumns.bind(event, insert, next);
        return next + EventColumns.COUNT;
    }

    private SQLException explained(SQLException failure, Event event) {
        if (!sql.isTurnTimeout(failure)) {
            return failure;
        }
        return new SQLException(
                "another transaction that published about subject '%s' did not end within %s; if it is the outer one of this"
                                .formatted(event.subject(), turnWait)
                        + " nested transaction, it never will: publish in one of the two, or about another subject;"
                        + " if it is only slow, raise atomicevents.outbox.turn-wait",
                failure.getSQLState(),
                failure);
    }
}
