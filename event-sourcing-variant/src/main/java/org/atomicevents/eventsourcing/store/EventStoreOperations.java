package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/**
 * {@link Operations} on the relay's tables: an entry is an event that is not at the broker yet. A discarded one is passed over by
 * the relay and stays in the store, which only grows. Thread-safe.
 */
public final class EventStoreOperations implements Operations {

    private final EntryTable entries;

    /** @param strategy the owner of the entries */
    public EventStoreOperations(ShortTransactions transactions, String strategy) {
        entries = new EntryTable("The event store", strategy, transactions::call);
    }

    /**
     * The relay's distance from the end of the store.
     *
     * @param events committed and not yet passed by the checkpoint
     * @param oldest age of the first of them; zero if there is none
     * @param parked subjects that wait for an operator
     */
    public record Lag(long events, Duration oldest, long parked) {}

    /**
     * The lag now; two short queries.
     *
     * @param now for the age, by the clock that gave the events their time
     */
    public Lag lag(Instant now) {
        return entries.call("say how far the relay is", connection -> {
            Duration age = oldest(connection)
                    .map(since -> Duration.between(since, now))
                    .orElse(Duration.ZERO);
            return Jdbc.rows(
                            connection,
                            RelayStatements.VITALS,
                            Jdbc::noParameters,
                            row -> new Lag(row.getLong(1), age, row.getLong(2)))
                    .get(0);
        });
    }

    @Override
    public long pending() {
        return entries.count("count pending events", RelayStatements.COUNT_PENDING);
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        return entries.parked(RelayStatements.PARKED, filter, limit);
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return entries.event(
                eventId, row -> StoredEventColumns.read(row).event(), RelayStatements.INSPECT, source, eventId);
    }

    @Override
    public boolean replay(String source, String eventId) {
        return entries.change("replay event " + eventId, RelayStatements.REPLAY, source, eventId);
    }

    @Override
    public boolean discard(String source, String eventId) {
        return entries.change("discard event " + eventId, RelayStatements.DISCARD, source, eventId);
    }

    private static Optional<Instant> oldest(Connection connection) throws SQLException {
        return Jdbc.rows(
                        connection,
                        RelayStatements.OLDEST,
                        Jdbc::noParameters,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .stream()
                .findFirst();
    }
}
