package org.atomicevents.spi;

import java.time.Duration;

/**
 * The entries of a strategy that a deployment does not offer: an earlier one left them, or another server is about to send them.
 * Immutable.
 *
 * @param entries committed and not yet at the broker, or given up; possibly counted up to a bound
 * @param oldest the time for which the first of them has been waiting
 */
public record LeftBehind(long entries, Duration oldest) {

    public static final LeftBehind NOTHING = new LeftBehind(0, Duration.ZERO);
}
