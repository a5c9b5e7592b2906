package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/** Completes entries that a trigger made in the caller's transaction. PostgreSQL only. Thread-safe. */
public final class TriggeredEntries {

    private static final String ENRICH = """
            UPDATE outbox SET extensions = ?, time = ?
            WHERE strategy = ? AND seq %s currval('outbox_seq_seq')
              AND event_id = ? AND subject = ? AND xmin = pg_current_xact_id()::xid
            """;

    /** The trigger's latest entry is nearly always the one: served by the primary key, one row. */
    private static final String THE_LAST_ONE = ENRICH.formatted("=");

    /** A transaction may make several entries before it completes the first. Reads the strategy's backlog by the primary key. */
    private static final String AN_EARLIER_ONE = ENRICH.formatted("<");

    /** PostgreSQL's SQLSTATE for {@code currval} where no trigger ever made an entry on this connection. */
    private static final String NEVER_CALLED = "55000";

    private final String strategy;

    public TriggeredEntries(String strategy) {
        this.strategy = Objects.requireNonNull(strategy);
    }

    /**
     * Sets what a trigger cannot know: the extensions, and when it happened.
     *
     * @return false if no entry with this id and subject was made in this transaction
     */
    public boolean enrich(Connection connection, Event event) throws SQLException {
        try {
            return update(connection, THE_LAST_ONE, event) || update(connection, AN_EARLIER_ONE, event);
        } catch (SQLException e) {
            if (NEVER_CALLED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private boolean update(Connection connection, String sql, Event event) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            EventColumns.bindExtensions(event, update, 1);
            update.setObject(2, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
            update.setString(3, strategy);
            update.setString(4, event.id());
            update.setString(5, event.subject());
            return update.executeUpdate() > 0;
        }
    }
}
