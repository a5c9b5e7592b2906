package org.atomicevents.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * What waits under a strategy that works for nobody in this deployment: an earlier one left it, or another server is about to send it.
 * Immutable.
 *
 * @param amount committed and not yet at the broker, or given up; possibly counted up to a bound
 * @param unit of the amount, in the plural, for a sentence
 * @param oldest the time for which the first of it has been waiting
 * @param until the end of a sentence that tells an operator how long to offer the strategy
 */
public record LeftBehind(long amount, String unit, Duration oldest, String until) {

    public static final LeftBehind NOTHING = entries(0, Duration.ZERO);

    public LeftBehind {
        Objects.requireNonNull(unit);
        Objects.requireNonNull(oldest);
        Objects.requireNonNull(until);
    }

    /** Entries that a relay can send. */
    public static LeftBehind entries(long number, Duration oldest) {
        return new LeftBehind(number, "entries", oldest, "until they are gone, here or in another server");
    }
}
