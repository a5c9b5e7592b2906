package org.atomicevents.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The decision when to try a refused entry again, or to park it: capped exponential backoff with full jitter. Pure but for the
 * random source. Thread-safe if that is.
 *
 * @param first the longest wait after the first attempt; doubles with each further one
 * @param max the longest wait of all
 * @param maxAttempts the refusals after which an entry is parked
 * @param random uniform in [0, 1)
 */
public record RetryPolicy(Duration first, Duration max, int maxAttempts, DoubleSupplier random) {

    public RetryPolicy {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0 || maxAttempts < 1) {
            throw new IllegalArgumentException("Retry needs 0 < first <= max and at least one attempt, not first="
                    + first + ", max=" + max + ", attempts=" + maxAttempts);
        }
    }

    /**
     * @param attempts the number of refusals so far, at least one
     * @return the time to wait, or empty to park
     */
    public Optional<Duration> after(int attempts) {
        if (attempts >= maxAttempts) {
            return Optional.empty();
        }
        double ceiling = Math.min(max.toMillis(), first.toMillis() * Math.pow(2, attempts - 1.0));
        return Optional.of(Duration.ofMillis(Math.round(ceiling * random.getAsDouble())));
    }
}
