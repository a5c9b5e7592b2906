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
import org.atomicevents.operations.ParkedFilter;

/**
 * {@link Operations} on the events that were taken out of the log. Those still in the log cannot be counted, shown or changed:
 * pending are only the events that wait behind a parked one. An entry that cannot be read is parked, too: {@link #inspect} shows its
 * bytes as the data of an event that is never delivered, {@link #replay} lets this release try to read it. Thread-safe.
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
        return entries.count("count what is parked", Statements.COUNT_WAITING, strategy);
    }

    /** The number of parked events, which the broker refused. */
    public long refused() {
        return entries.count("count what is parked", Statements.COUNT_REFUSED, strategy);
    }

    /** The number of parked entries that cannot be read as events. */
    public long unreadable() {
        return entries.count("count what is parked", Statements.COUNT_UNREADABLE, strategy);
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        return entries.parked(Statements.PARKED, filter, limit, strategy);
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return entries.event(eventId, row -> EventColumns.read(row, 1), Statements.INSPECT, strategy, source, eventId);
    }

    @Override
    public boolean replay(String source, String eventId) {
        return entries.change("replay event " + eventId, Statements.REPLAY, strategy, source, eventId);
    }

    @Override
    public boolean discard(String source, String eventId) {
        return entries.change("discard event " + eventId, Statements.DISCARD, strategy, source, eventId);
    }
}
