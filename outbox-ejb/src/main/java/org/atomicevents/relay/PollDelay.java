package org.atomicevents.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * The wait between two passes of a relay: none while there is more, a short one if another relay was claiming, about the period
 * when there is nothing, and an ever longer one while the database or the broker is away. Jitter keeps the relays of several
 * servers from polling in step. For one thread: one relay, one delay.
 */
public final class PollDelay {

    private static final int LARGEST_DOUBLING = 20;

    private final Duration period;
    private final Duration step;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /**
     * @param period the wait between two idle passes, on average
     * @param longest the longest wait after a failure
     * @param random uniform in [0, 1)
     */
    public PollDelay(Duration period, Duration longest, DoubleSupplier random) {
        this(period, period, longest, random);
    }

    /**
     * A delay for a relay that polls seldom, but has to be back soon after a failure.
     *
     * @param period the wait between two idle passes, on average
     * @param step the wait after a first failure, at most; the ones after it double
     * @param longest the longest wait after a failure
     * @param random uniform in [0, 1)
     */
    public PollDelay(Duration period, Duration step, Duration longest, DoubleSupplier random) {
        this.period = Objects.requireNonNull(period);
        this.step = Objects.requireNonNull(step);
        this.longest = Objects.requireNonNull(longest);
        this.random = Objects.requireNonNull(random);
    }

    public Duration after(PassResult pass) {
        if (pass == PassResult.UNREACHABLE) {
            return afterFailure();
        }
        failures = 0;
        return switch (pass) {
            case FULL -> Duration.ZERO;
            case CONTENDED -> scaled(step.toMillis(), 0.02, 0.04);
            default -> scaled(period.toMillis(), 0.8, 0.4);
        };
    }

    public Duration afterFailure() {
        failures = Math.min(failures + 1, LARGEST_DOUBLING);
        double ceiling = Math.min(longest.toMillis(), step.toMillis() * Math.pow(2, failures - 1.0));
        return scaled(Math.max(ceiling, step.toMillis()), 0.5, 0.5);
    }

    private Duration scaled(double millis, double least, double spread) {
        return Duration.ofMillis(Math.round(millis * (least + spread * random.getAsDouble())));
    }
}
