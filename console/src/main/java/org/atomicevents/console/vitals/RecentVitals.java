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
 * Keeps the last reading for a moment and asks in the background, at most once at a time, so that neither many scrapes nor a
 * database that hangs cost more than one thread. Thread-safe.
 */
public final class RecentVitals {

    private final Vitals source;
    private final Executor executor;
    private final Clock clock;
    private final Duration keep;
    private final Duration patience;
    private Reading last = new Reading(new TreeMap<>(), Instant.EPOCH, true);
    private CompletableFuture<Reading> asking = CompletableFuture.completedFuture(last);

    /**
     * @param keep how old an answer may be
     * @param patience how long anybody waits for a new one
     */
    public RecentVitals(Vitals source, Executor executor, Clock clock, Duration keep, Duration patience) {
        this.source = Objects.requireNonNull(source);
        this.executor = Objects.requireNonNull(executor);
        this.clock = Objects.requireNonNull(clock);
        this.keep = Objects.requireNonNull(keep);
        this.patience = Objects.requireNonNull(patience);
    }

    /** A reading at most {@code keep} old or, after {@code patience}, the last one there was, marked late; never throws. */
    public Reading now() {
        CompletableFuture<Reading> answer;
        synchronized (this) {
            if (!last.late() && last.at().plus(keep).isAfter(clock.instant())) {
                return last;
            }
            if (asking.isDone()) {
                asking = ask();
            }
            answer = asking;
        }
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late();
        } catch (TimeoutException | ExecutionException e) {
            return late();
        }
    }

    private CompletableFuture<Reading> ask() {
        Instant at = clock.instant();
        try {
            return CompletableFuture.supplyAsync(() -> kept(new Reading(source.all(), at, false)), executor);
        } catch (RuntimeException serverTakesNoMoreWork) {
            return CompletableFuture.failedFuture(new CompletionException(serverTakesNoMoreWork));
        }
    }

    /** Also when nobody waits for it any more. */
    private synchronized Reading kept(Reading reading) {
        if (reading.at().isAfter(last.at())) {
            last = reading;
        }
        return reading;
    }

    private synchronized Reading late() {
        return new Reading(last.vitals(), last.at(), true);
    }
}
