package org.atomicevents.eventsourcing.store;

import java.time.Duration;
import java.util.Optional;

/**
 * What a pass found out about a subject that does not, or did not, move with the checkpoint.
 *
 * @param position its first event that is not at the broker
 * @param attempts how often that was refused; 0 if it was not tried
 * @param delay until it is tried again; empty to park it
 * @param error the broker's reason, if it was refused
 */
public record Hold(String subject, long position, int attempts, Optional<Duration> delay, String error) {

    /** The subject has moved up to {@code position}, exclusively. */
    static Hold moved(String subject, long position, int attempts) {
        return new Hold(subject, position, attempts, Optional.of(Duration.ZERO), null);
    }

    /** Its events up to {@code position}, exclusively, have arrived. */
    public static Hold upTo(String subject, long position) {
        return moved(subject, position, 0);
    }

    /** Nothing is known about the event at {@code position}: the broker was away. */
    public static Hold untried(String subject, long position, int attempts) {
        return moved(subject, position, attempts);
    }
}
