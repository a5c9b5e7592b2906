package org.atomicevents.dualwrite.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/**
 * {@link Operations} on this instance's journal; other instances have their own. An operator who
 * replays an entry whose transaction has an unknown outcome decides that it committed. Thread-safe.
 */
public final class JournalOperations implements Operations {

    private final JournalStore store;
    private final EntryTable entries;

    /** @param strategy the owner of the entries */
    public JournalOperations(JournalStore store, String strategy) {
        this.store = Objects.requireNonNull(store);
        this.entries = new EntryTable("The journal", strategy, store::call);
    }

    @Override
    public long pending() {
        return entries.call(
                "count pending entries", connection -> store.backlog().pending());
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return entries.parked(Statements.PARKED, limit);
    }

    @Override
    public Optional<Event> inspect(String eventId) {
        return entries.event(eventId, row -> Rows.read(row).event(), Statements.INSPECT, eventId);
    }

    @Override
    public boolean replay(String eventId) {
        return entries.change("replay entry " + eventId, Statements.REPLAY, eventId);
    }

    @Override
    public boolean discard(String eventId) {
        return entries.change("discard entry " + eventId, Statements.DISCARD, eventId);
    }
}
