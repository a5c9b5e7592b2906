package org.atomicevents.outbox.store;

import java.util.List;
import org.atomicevents.Event;

/**
 * A hold on entries, on the database's clock. Whoever settles must name the same owner and epoch: that is the fence
 * against a relay that slept past its claim.
 *
 * @param epoch grows with every claim in this database; one that a dying database forgot may be given again, but never beside the
 *     first to the same owner, who makes one claim at a time
 * @param entries in the order in which they have to be sent; empty if there was nothing to claim
 * @param contended whether it is empty because another relay was claiming at this moment
 */
public record Claim(String owner, long epoch, List<Entry> entries, boolean contended) {

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

    public List<Event> events() {
        return entries.stream().map(Entry::event).toList();
    }
}
