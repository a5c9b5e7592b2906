package org.atomicevents.tailing.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/**
 * {@link Operations} on the events that were moved from the log into the table of parked ones. Events that are still in the log cannot be counted, shown or
 * changed: only those that wait behind a parked one are pending. Thread-safe.
 */
public final class ParkedOperations implements Operations {

    private final EntryTable entries;
    private final String strategy;

    /** @param strategy the owner of the entries */
    public ParkedOperations(ShortTransactions transactions, String strategy) {
        this.strategy = Objects.requireNonNull(strategy);
        this.entries = new EntryTable("Log tailing", strategy, transactions::call);
    }

    @Override
    public long pending() {
        return entries.count("count pending entries", Statements.COUNT_PENDING, strategy);
    }

    /** The number of parked events. */
    public long parked() {
        return entries.count("count parked entries", Statements.COUNT_PARKED, strategy);
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return entries.parked(Statements.LIST_PARKED, strategy, limit);
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return entries.event(eventId, row -> EventColumns.read(row, 1), Statements.INSPECT, strategy, eventId);
    }

    @Override
    public boolean replay(String eventId) {
        return entries.change("replay entry " + eventId, Statements.REPLAY, strategy, eventId);
    }

    @Override
    public boolean discard(String eventId) {
        return entries.change("discard entry " + eventId, Statements.DISCARD, strategy, eventId);
    }
}
