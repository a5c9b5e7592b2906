package org.atomicevents.eventsourcing.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.StoredEvent;

/**
 * A relay's hold on the checkpoint, on the database's clock. Whoever settles must name the same owner and epoch: that is the
 * fence against a relay that slept past its claim.
 *
 * @param attempts of the held subjects that are tried again, how often their first event was refused
 * @param held events of those subjects, in order per subject, none after the checkpoint
 * @param fresh events after the checkpoint, in order, without those whose subject is held
 * @param range which part of the store the fresh ones were taken from
 */
public record Claim(
        Fence fence, Map<String, Integer> attempts, List<StoredEvent> held, List<StoredEvent> fresh, Range range) {

    /** Who may settle; {@code epoch} grows with every claim and never repeats. */
    public record Fence(String owner, long epoch) {}

    /**
     * From the checkpoint, exclusively, to the last position that was looked at.
     *
     * @param full whether there may be more right after it
     */
    public record Range(long checkpoint, long last, boolean full) {}

    public Claim {
        attempts = Map.copyOf(attempts);
        held = List.copyOf(held);
        fresh = List.copyOf(fresh);
    }

    /** In the order in which they have to be sent: first the held ones, then the fresh ones. */
    public List<Event> events() {
        List<Event> events = new ArrayList<>(held.size() + fresh.size());
        held.forEach(stored -> events.add(stored.event()));
        fresh.forEach(stored -> events.add(stored.event()));
        return events;
    }

    public boolean isEmpty() {
        return held.isEmpty() && fresh.isEmpty();
    }
}
