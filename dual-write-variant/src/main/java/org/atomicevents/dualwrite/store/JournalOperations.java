package org.atomicevents.dualwrite.store;

import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/**
 * {@link Operations} on this instance's journal; other instances have their own. To replay an entry whose transaction's
 * outcome is not known is to say that it committed. Thread-safe.
 */
public final class JournalOperations implements Operations {

    private final EntryTable entries;

    /** @param strategy the owner of the entries */
    public JournalOperations(JournalStore store, String strategy) {
        this.entries = new EntryTable("The journal", strategy, store::call);
    }

    @Override
    public long pending() {
        return entries.count("count pending entries", Statements.PENDING);
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        return entries.parked(Statements.PARKED, filter, limit);
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return entries.event(eventId, row -> EventColumns.read(row, 1), Statements.INSPECT, source, eventId);
    }

    @Override
    public boolean replay(String source, String eventId) {
        return entries.change("replay event " + eventId, Statements.REPLAY, source, eventId);
    }

    @Override
    public boolean discard(String source, String eventId) {
        return entries.change("discard event " + eventId, Statements.DISCARD, source, eventId);
    }
}
