package org.atomicevents.outbox.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a pass changes in what stands aside. Immutable.
 *
 * @param moved entries that leave the outbox for it
 * @param refusals of entries that stand aside, or are in {@code moved}
 * @param arrived entries that stood aside and are at the broker
 */
public record AsideChange(List<Place> moved, List<Refusal> refusals, List<Place> arrived) {

    /**
     * An entry that could not be sent.
     *
     * @param attempt whether it counts as an attempt
     * @param delay the time until the next one; empty to park the entry until an operator decides
     */
    public record Refusal(Place place, String reason, boolean attempt, Optional<Duration> delay) {}

    public AsideChange {
        moved = List.copyOf(moved);
        refusals = List.copyOf(refusals);
        arrived = List.copyOf(arrived);
    }

    public boolean isEmpty() {
        return moved.isEmpty() && refusals.isEmpty() && arrived.isEmpty();
    }
}
