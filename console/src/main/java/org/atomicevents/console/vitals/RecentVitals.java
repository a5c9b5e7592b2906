package org.atomicevents.console.vitals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.atomicevents.operations.Vitals;

/**
 * The vitals, read in the background, one reading at a time. A reading is reused up to a maximal age, so that neither many scrapes
 * nor a database that hangs cost more than one thread. Thread-safe.
 */
public final class RecentVitals {

    private final Vitals source;
    private final Executor executor;
    private final Clock clock;
    private final Duration maxAge;
    private final Duration timeout;
    private Reading last = new Reading(new TreeMap<>(), Instant.EPOCH, true);
    private CompletableFuture<Reading> next = CompletableFuture.completedFuture(last);

    /**
     * @param maxAge the age up to which a reading is reused
     * @param timeout the longest wait for a new one
     */
    public RecentVitals(Vitals source, Executor executor, Clock clock, Duration maxAge, Duration timeout) {
        this.source = Objects.requireNonNull(source);
        this.executor = Objects.requireNonNull(executor);
        this.clock = Objects.requireNonNull(clock);
        this.maxAge = Objects.requireNonNull(maxAge);
        this.timeout = Objects.requireNonNull(timeout);
    }

    /** A reading at most {@code maxAge} old or, after {@code timeout}, the last one there was, marked late; never throws. */
    public Reading now() {
        CompletableFuture<Reading> answer;
        synchronized (this) {
            if (!last.late() && last.at().plus(maxAge).isAfter(clock.instant())) {
                return last;
            }
            if (next.isDone()) {
                next = read();
            }
            answer = next;
        }
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late();
        } catch (TimeoutException | ExecutionException e) {
            return late();
        }
    }

    private CompletableFuture<Reading> read() {
        Instant at = clock.instant();
        try {
            return CompletableFuture.supplyAsync(() -> keep(new Reading(source.all(), at, false)), executor);
        } catch (RuntimeException serverTakesNoMoreWork) {
            return CompletableFuture.failedFuture(new CompletionException(serverTakesNoMoreWork));
        }
    }

    /** Keeps a reading, even if no caller waits for it any more. */
    private synchronized Reading keep(Reading reading) {
        if (reading.at().isAfter(last.at())) {
            last = reading;
        }
        return reading;
    }

    private synchronized Reading late() {
        return new Reading(last.vitals(), last.at(), true);
    }
}
