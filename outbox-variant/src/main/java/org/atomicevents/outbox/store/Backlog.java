package org.atomicevents.outbox.store;

import java.time.Duration;

/**
 * The entries of one strategy that wait or are parked, as numbers.
 *
 * @param waiting entries that are to be sent, counted in the outbox and aside up to {@link #COUNTED}
 * @param oldest the longest time that a first in line has been waiting; zero if none waits
 * @param parked entries that were given up, counted up to {@link #COUNTED}
 */
public record Backlog(long waiting, Duration oldest, long parked) {

    /** The largest number that is counted to, so that counting costs no more the more entries wait. */
    public static final int COUNTED = 10_000;
}
