package org.atomicevents.relay;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code retry-first}, {@code retry-max} and {@code max-attempts} of one group. Immutable.
 *
 * @param first the longest wait after the first refusal
 * @param max the longest wait of all
 * @param maxAttempts the refusals after which an entry is parked
 */
public record RetrySettings(Duration first, Duration max, int maxAttempts) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /**
     * Reads the three keys and refuses wrong values through {@code from}.
     *
     * @param group the beginning of the keys, such as {@code atomicevents.outbox.}
     * @param byDefault the values of keys that are not configured
     * @param largest the largest allowed values
     */
    public static RetrySettings read(Configuration from, String group, RetrySettings byDefault, RetrySettings largest) {
        Duration first = from.duration(group + "retry-first", byDefault.first.toString(), SHORTEST, largest.first);
        Duration max = from.duration(group + "retry-max", byDefault.max.toString(), SHORTEST, largest.max);
        if (max.compareTo(first) < 0) {
            from.refuse("%sretry-max = %s is shorter than %sretry-first = %s".formatted(group, max, group, first));
        }
        return new RetrySettings(
                first, max, from.number(group + "max-attempts", byDefault.maxAttempts, 1, largest.maxAttempts));
    }

    /** @param random uniform in [0, 1) */
    public RetryPolicy policy(DoubleSupplier random) {
        return new RetryPolicy(first, max, maxAttempts, random);
    }
}
