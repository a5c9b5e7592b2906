package org.atomicevents.eventsourcing.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.StoredEvent;

/**
 * A relay's claim of the checkpoint, for a time on the database's clock. Settling needs the same owner and epoch: that is the
 * fence against a relay that slept past its claim. Immutable.
 *
 * @param attempts the held subjects that are tried again, each with the refusals of its first event
 * @param held events of those subjects, in order per subject, none after the checkpoint
 * @param fresh events after the checkpoint, in order, without those whose subject is held
 * @param range the part of the store that the fresh ones were taken from
 */
public record Claim(
        Fence fence, Map<String, Integer> attempts, List<StoredEvent> held, List<StoredEvent> fresh, Range range) {

    /** The right to settle; {@code epoch} grows with every claim and never repeats. */
    public record Fence(String owner, long epoch) {}

    /**
     * The positions from the checkpoint, exclusively, to the last one read.
     *
     * @param full whether there may be more events right after it
     */
    public record Range(long checkpoint, long last, boolean full) {}

    public Claim {
        attempts = Map.copyOf(attempts);
        held = List.copyOf(held);
        fresh = List.copyOf(fresh);
    }

    /** The events in the order in which they have to be sent: first the held ones, then the fresh ones. */
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
