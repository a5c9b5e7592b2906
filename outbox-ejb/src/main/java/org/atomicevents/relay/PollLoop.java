package org.atomicevents.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A loop of passes on an executor's threads, one at a time, until it is stopped. The next pass follows after the
 * {@link PollDelay}, or at once after {@link #wake()}. While the database or the broker is away, {@link #wake()} is ignored, so
 * that a commit does not cost an attempt. After a bounded number of passes in a row the executor's thread is given back.
 * Thread-safe.
 */
public final class PollLoop {

    private static final int PASSES_IN_A_ROW = 100;

    /** The work of the loop. */
    @FunctionalInterface
    public interface Pass {

        /**
         * One bounded pass; never two at the same time.
         *
         * @return the end of the pass, which decides how soon the next one follows
         * @throws SQLException if the database failed; the next pass comes later, as after any exception and any error
         */
        PassResult make() throws SQLException;
    }

    private final Pass work;
    private final PollDelay pollDelay;
    private final FailureLog failures;
    private final SerialTask task;
    private volatile boolean backingOff;
    private volatile long notBefore;
    private volatile long lastPass = System.nanoTime();

    /**
     * @param pollDelay used by this loop alone
     * @param failures records passes that throw; a pass records everything else itself, on its thread
     */
    public PollLoop(Pass work, PollDelay pollDelay, FailureLog failures, ScheduledExecutorService executor) {
        this.work = Objects.requireNonNull(work);
        this.pollDelay = Objects.requireNonNull(pollDelay);
        this.failures = Objects.requireNonNull(failures);
        this.task = new SerialTask(this::passes, executor);
    }

    /** Requests the first pass; returns at once. */
    public void start() {
        task.request();
    }

    /** Requests a pass that begins after this call; returns at once. Many requests before it begins are one. */
    public void wake() {
        if (!backingOff || tooEarly() <= 0) {
            task.request();
        }
    }

    /** As {@link #wake}, from a caller that knows that the database or the broker is back: ends the backing off. */
    public void wakeAfterFailure() {
        backingOff = false;
        task.request();
    }

    /** Begins no further pass and waits a while for the one under way. */
    public void stop() {
        task.stop();
    }

    /** The time since a pass ended without an exception, whatever its result. */
    public Duration sinceLastPass() {
        return Duration.ofNanos(System.nanoTime() - lastPass);
    }

    private long tooEarly() {
        return notBefore - System.nanoTime();
    }

    private void passes() {
        long early = tooEarly();
        if (backingOff && early > 0) {
            task.requestIn(Duration.ofNanos(early));
            return;
        }
        Duration wait = Duration.ZERO;
        for (int pass = 0; pass < PASSES_IN_A_ROW && wait.isZero() && !task.isStopped(); pass++) {
            wait = pass();
        }
        task.requestIn(wait);
    }

    private Duration pass() {
        Duration wait;
        boolean away;
        try {
            PassResult result = work.make();
            away = result == PassResult.UNREACHABLE;
            wait = pollDelay.after(result);
            lastPass = System.nanoTime();
        } catch (Throwable e) { // An OutOfMemoryError of one batch must not end the loop.
            failures.failed(e);
            away = true;
            wait = pollDelay.afterFailure();
        }
        notBefore = System.nanoTime() + wait.toNanos();
        backingOff = away;
        return wait;
    }
}
