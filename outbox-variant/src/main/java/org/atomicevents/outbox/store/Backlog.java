package org.atomicevents.outbox.store;

import java.time.Duration;

/**
 * What waits of one strategy.
 *
 * @param waiting entries that are to be sent, counted up to {@link #COUNTED}
 * @param oldest for how long the first in line has been waiting; zero if none waits
 * @param parked entries that were given up, counted up to {@link #COUNTED}
 */
public record Backlog(long waiting, Duration oldest, long parked) {

    /** Nobody counts further than this, or counting would cost more the more waits. */
    public static final int COUNTED = 10_000;
}
