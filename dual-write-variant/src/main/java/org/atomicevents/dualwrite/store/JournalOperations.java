package org.atomicevents.dualwrite.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/**
 * {@link Operations} on this instance's journal; other instances have their own. To replay an entry whose transaction's
 * outcome is not known is to say that it committed. Thread-safe.
 */
public final class JournalOperations implements Operations {

    private final JournalStore store;
    private final String strategy;

    /** @param strategy whose entries these are */
    public JournalOperations(JournalStore store, String strategy) {
        this.store = Objects.requireNonNull(store);
        this.strategy = Objects.requireNonNull(strategy);
    }

    private interface Question<T> {
        T to(PreparedStatement statement) throws SQLException;
    }

    @Override
    public long pending() {
        try {
            return store.backlog().pending();
        } catch (SQLException e) {
            throw new IllegalStateException("The journal could not count pending entries: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return asked("list parked entries", Statements.PARKED, statement -> {
            statement.setInt(1, limit);
            List<ParkedEntry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(parkedEntry(rows));
                }
            }
            return List.copyOf(entries);
        });
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return asked("inspect event " + eventId, Statements.INSPECT, statement -> {
            statement.setString(1, eventId);
            return JournalStore.intents(statement).stream().map(Intent::event).findFirst();
        });
    }

    @Override
    public boolean replay(String eventId) {
        return changed("replay event " + eventId, Statements.REPLAY, eventId);
    }

    @Override
    public boolean discard(String eventId) {
        return changed("discard event " + eventId, Statements.DISCARD, eventId);
    }

    private ParkedEntry parkedEntry(ResultSet row) throws SQLException {
        return new ParkedEntry(
                strategy,
                row.getString("event_id"),
                row.getString("type"),
                row.getString("subject"),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                row.getString("last_error"));
    }

    private boolean changed(String what, String sql, String eventId) {
        return asked(what, sql, statement -> {
            statement.setString(1, eventId);
            return statement.executeUpdate() > 0;
        });
    }

    private <T> T asked(String what, String sql, Question<T> question) {
        try (Connection connection = store.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return question.to(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The journal could not " + what + ": " + e.getMessage(), e);
        }
    }
}
