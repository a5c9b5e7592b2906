package org.atomicevents.eventsourcing.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One generation of a projection. Immutable.
 *
 * @param status {@code live} is the one that is read, {@code building} the one that will take over
 * @param checkpoint the position up to which every event is applied
 * @param lag committed events after it
 * @param stopped the time and the reason, if it has stopped
 * @param held the streams that it leaves out, if there are any
 */
public record ProjectionState(
        String name,
        long generation,
        int version,
        String status,
        long checkpoint,
        long lag,
        Optional<Stopped> stopped,
        Optional<Held> held) {

    /** @param error the reason, which names the event */
    public record Stopped(Instant at, String error) {}

    /**
     * The streams of which nothing more is applied, each since an event that the projection cannot apply.
     *
     * @param error the reason of the latest one, which names the event
     */
    public record Held(long streams, String error) {}
}
