package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/** The entries of one lane that triggers make in the caller's transaction. Thread-safe. */
public final class TriggeredEntries {

    private final TriggerSql sql;
    private final Lane lane;

    public TriggeredEntries(TriggerSql sql, Lane lane) {
        this.sql = Objects.requireNonNull(sql);
        this.lane = Objects.requireNonNull(lane);
    }

    /**
     * Sets the two columns that a trigger cannot know: the extensions, and the time of the event.
     *
     * @return false if no entry with this id and subject was made in this transaction
     */
    public boolean complete(Connection connection, Event event) throws SQLException {
        try {
            // Nearly always it is the latest; but a transaction may make several entries before it completes the first.
            return update(connection, sql.completeLatest(), event) || update(connection, sql.completeEarlier(), event);
        } catch (SQLException e) {
            if (sql.isWithoutEntry(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean update(Connection connection, String statement, Event event) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            EventColumns.bindExtensions(event, update, 1);
            update.setObject(2, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
            int next = lane.bind(update, 3);
            update.setString(next, event.id());
            update.setString(next + 1, event.subject());
            update.setString(next + 2, event.subject());
            return update.executeUpdate() > 0;
        }
    }
}
