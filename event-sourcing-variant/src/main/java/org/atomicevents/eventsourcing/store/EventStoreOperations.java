package org.atomicevents.eventsourcing.store;

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

/**
 * {@link Operations} on the relay's tables: an entry is an event that the broker has not been told of. To discard one tells
 * the relay to pass over it; the store itself only grows. Thread-safe.
 */
public final class EventStoreOperations implements Operations {

    private final EntryTable entries;

    /** @param strategy the owner of the entries */
    public EventStoreOperations(ShortTransactions transactions, String strategy) {
        this.entries = new EntryTable("The event store", strategy, transactions::call);
    }

    /**
     * The distance of the relay from the end of the store.
     *
     * @param events committed and not yet passed by the checkpoint
     * @param oldest age of the first of them; zero if there is none
     * @param parked subjects that wait for an operator
     */
    public record Lag(long events, Duration oldest, long parked) {}

    /** @param now for the age, by the clock that gave the events their time */
    public Lag lag(Instant now) {
        return entries.call("say how far the relay is", connection -> {
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
        return entries.count("count pending entries", RelayStatements.COUNT_PENDING);
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return entries.parked(RelayStatements.LIST_PARKED, limit);
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return entries.event(eventId, row -> Rows.event(row).event(), RelayStatements.INSPECT, eventId);
    }

    @Override
    public boolean replay(String eventId) {
        return entries.change("replay entry " + eventId, RelayStatements.REPLAY, eventId);
    }

    @Override
    public boolean discard(String eventId) {
        return entries.change("discard entry " + eventId, RelayStatements.DISCARD, eventId);
    }
}
