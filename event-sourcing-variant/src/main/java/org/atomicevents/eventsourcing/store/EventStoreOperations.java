package org.atomicevents.eventsourcing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/**
 * {@link Operations} on the relay's tables: an entry is an event that the broker has not been told of. To discard one tells
 * the relay to pass over it; the store itself only grows. Thread-safe.
 */
public final class EventStoreOperations implements Operations {

    private final ShortTransactions transactions;
    private final String strategy;

    /** @param strategy whose entries these are */
    public EventStoreOperations(ShortTransactions transactions, String strategy) {
        this.transactions = Objects.requireNonNull(transactions);
        this.strategy = Objects.requireNonNull(strategy);
    }

    /**
     * How far the relay is behind.
     *
     * @param events committed and not yet passed by the checkpoint
     * @param oldest age of the first of them; zero if there is none
     * @param parked subjects that wait for an operator
     */
    public record Lag(long events, Duration oldest, long parked) {}

    /** @param now for the age, by the clock that gave the events their time */
    public Lag lag(Instant now) {
        return asked("say how far the relay is", connection -> {
            Optional<Instant> oldest = Rows.all(
                            connection,
                            RelayStatements.OLDEST,
                            Rows::nothing,
                            row -> row.getObject(1, OffsetDateTime.class).toInstant())
                    .stream()
                    .findFirst();
            Duration age = oldest.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
            return Rows.all(
                            connection,
                            RelayStatements.VITALS,
                            Rows::nothing,
                            row -> new Lag(row.getLong(1), age, row.getLong(2)))
                    .get(0);
        });
    }

    @Override
    public long pending() {
        return asked(
                "count pending events",
                connection -> Rows.number(connection, RelayStatements.COUNT_PENDING, Rows::nothing)
                        .orElse(0));
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return asked(
                "list parked events",
                connection -> Rows.all(
                        connection, RelayStatements.LIST_PARKED, select -> select.setInt(1, limit), this::parkedEntry));
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return asked(
                "show event " + eventId,
                connection ->
                        Rows.all(
                                        connection,
                                        RelayStatements.INSPECT,
                                        select -> select.setString(1, eventId),
                                        Rows::event)
                                .stream()
                                .map(StoredEvent::event)
                                .findFirst());
    }

    @Override
    public boolean replay(String eventId) {
        return touched("replay event ", RelayStatements.REPLAY, eventId);
    }

    @Override
    public boolean discard(String eventId) {
        return touched("discard event ", RelayStatements.DISCARD, eventId);
    }

    private boolean touched(String what, String sql, String eventId) {
        return asked(
                what + eventId, connection -> Rows.update(connection, sql, update -> update.setString(1, eventId)) > 0);
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

    private <T> T asked(String what, ShortTransactions.Work<T> work) {
        try {
            return transactions.call(work);
        } catch (SQLException e) {
            throw new IllegalStateException("The event store could not " + what + ": " + e.getMessage(), e);
        }
    }
}
