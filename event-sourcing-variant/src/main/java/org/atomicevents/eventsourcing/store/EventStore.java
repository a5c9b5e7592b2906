package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.StreamConflict;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.spi.PublishRules;

/**
 * The streams: append and read, in the caller's JTA transaction. Thread-safe.
 *
 * <p>Writers of different streams do not wait for each other; a writer of a stream waits until the one before it has committed
 * or rolled back. Two transactions that append to the same two streams in opposite order can deadlock, like on two rows; the
 * database ends one.
 */
public final class EventStore {

    private static final String INTEGRITY_VIOLATION = "23";

    private final DataSource database;
    private final EventStoreSql sql;
    private final PublishRules rules;

    public EventStore(DataSource database, EventStoreSql sql, PublishRules rules) {
        this.database = Objects.requireNonNull(database);
        this.sql = Objects.requireNonNull(sql);
        this.rules = Objects.requireNonNull(rules);
    }

    /** Whether the tables are there; outside any transaction. */
    public static boolean isInstalled(DataSource database) throws SQLException {
        return Schema.has(database, "event_held", "subject");
    }

    /** Creates the tables that are not there; outside any transaction; several servers may do it at once. */
    public static void install(DataSource database, EventStoreSql sql) throws SQLException {
        Schema.apply(database, EventStore.class, sql.tables());
    }

    /**
     * Appends {@code events} after version {@code expected}, 0 for a new stream; they exist if the caller's transaction
     * commits.
     *
     * @return the version of the last of them
     * @throws StreamConflict if the stream is at another version; nothing was appended by this call, the transaction is left
     *     as it was
     * @throws DuplicateEvent if one of them is in the store already; the transaction can only roll back
     * @throws SQLException if the database failed; the transaction can only roll back
     * @throws IllegalStateException if the thread has no active JTA transaction
     * @throws IllegalArgumentException if an event is too large for this deployment, or there is none
     */
    public long append(String stream, long expected, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("No event to append to stream '" + stream + "': give at least one");
        }
        events.forEach(rules::check);
        long version = expected;
        try (Connection connection = JoinedConnection.open(database)) {
            for (Event event : events) {
                if (!appended(connection, stream, version, event)) {
                    throw new StreamConflict(stream, version, head(connection, stream));
                }
                version++;
            }
            return version;
        }
    }

    /**
     * Appends one event at the end of the stream, after every writer before it has committed or rolled back.
     *
     * @return the version of the event
     * @throws StreamConflict on H2 only, where a concurrent writer is not waited for
     */
    public long append(String stream, Event event) throws SQLException {
        try {
            return append(stream, head(stream), List.of(event));
        } catch (StreamConflict anotherWasFaster) {
            // The failed attempt left this transaction with the stream's lock, so no other writer can be faster now.
            return append(stream, head(stream), List.of(event));
        }
    }

    /** The version of the stream's last event that the caller's transaction can see; 0 if there is none. */
    public long head(String stream) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return head(connection, stream);
        }
    }

    /** At most {@code limit} events of a stream after {@code version}, in order; those that the caller's transaction can see. */
    public List<StoredEvent> stream(String stream, long version, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Jdbc.rows(
                    connection,
                    Statements.STREAM,
                    select -> {
                        select.setString(1, stream);
                        select.setLong(2, version);
                        select.setInt(3, limit);
                    },
                    StoredEventColumns::read);
        }
    }

    private boolean appended(Connection connection, String stream, long after, Event event) throws SQLException {
        try {
            return sql.append(connection, stream, after, event);
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
                throw e;
            }
            if (sql.isConflict(connection, event)) {
                return false;
            }
            throw new DuplicateEvent(event, e);
        }
    }

    static long head(Connection connection, String stream) throws SQLException {
        return Jdbc.number(connection, Statements.HEAD, select -> select.setString(1, stream))
                .orElse(0);
    }
}
