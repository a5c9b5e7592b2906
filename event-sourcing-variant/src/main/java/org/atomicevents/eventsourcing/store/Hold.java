package org.atomicevents.eventsourcing.store;

import java.time.Duration;
import java.util.Optional;

/**
 * A subject that is, or was, held behind the checkpoint, as a pass has left it. Immutable.
 *
 * @param position the position of its first event that is not at the broker
 * @param attempts the refusals of that event; 0 if it was not tried
 * @param delay the wait until it is tried again; empty to park it
 * @param error the broker's reason; null if it did not refuse the event
 */
public record Hold(String subject, long position, int attempts, Optional<Duration> delay, String error) {

    /** A subject that may go on at {@code position} at once. */
    static Hold moved(String subject, long position, int attempts) {
        return new Hold(subject, position, attempts, Optional.of(Duration.ZERO), null);
    }

    /** A subject whose events before {@code position} have arrived. */
    public static Hold upTo(String subject, long position) {
        return moved(subject, position, 0);
    }

    /** A subject whose event at {@code position} was not tried, because the broker could not be reached. */
    public static Hold untried(String subject, long position, int attempts) {
        return moved(subject, position, attempts);
    }
}
