package org.atomicevents.outbox.store;

import java.util.List;
import org.atomicevents.Event;

/**
 * A hold on entries for a limited time, on the database's clock. Whoever gives entries back or counts an attempt must name
 * the same owner and epoch: that is the fence against a relay that slept past its claim. Immutable.
 *
 * @param epoch grows with every claim in this database. A database that dies may forget a claim and give its epoch again, but
 *     never while the same owner still works on the first: it makes one claim at a time
 * @param entries in the order in which they have to be sent; empty if there was nothing to claim
 * @param contended whether it is empty because another relay was claiming at this moment
 */
public record Claim(String owner, long epoch, List<Entry> entries, boolean contended) {

    /** The most bytes of data in one claim, but for a single entry that is larger: a batch must fit into memory. */
    public static final long LARGEST_BYTES = 16L * 1024 * 1024;

    public Claim {
        entries = List.copyOf(entries);
    }

    static Claim of(String owner, long epoch, List<Entry> entries) {
        return new Claim(owner, epoch, entries, false);
    }

    static Claim nothing(String owner) {
        return new Claim(owner, 0, List.of(), false);
    }

    static Claim contended(String owner) {
        return new Claim(owner, 0, List.of(), true);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** True if there may be more to claim: it holds {@code limit} entries, or {@link #LARGEST_BYTES}. */
    public boolean isFull(int limit) {
        return entries.size() == limit
                || entries.stream()
                                .mapToLong(entry -> entry.event().dataLength())
                                .sum()
                        >= LARGEST_BYTES;
    }

    public List<Event> events() {
        return entries.stream().map(Entry::event).toList();
    }
}
