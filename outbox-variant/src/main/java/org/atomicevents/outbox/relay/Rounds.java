package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.spi.Pace;

/**
 * Lets a relay pass again and again on an executor's threads, one pass at a time, until it is stopped: after the wait its pace
 * asks for, or at once when it is woken. While database or broker are away nobody can wake it, so that each commit does
 * not cost an attempt. Thread-safe.
 */
public final class Rounds {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
    private static final int PASSES_IN_A_ROW = 100;
    private static final int PATIENCE_SECONDS = 10;
    private static final int WORTH_A_WARNING = 2;

    private final Relay relay;
    private final Pace pace;
    private final ScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    /** Greater than zero while a round is due or under way; grows with each call that wants one. */
    private final AtomicInteger wanted = new AtomicInteger();

    private volatile boolean stopped;
    private volatile boolean backingOff;
    private volatile long lastPass = System.nanoTime();
    private Future<?> timer;
    private long timerAt;
    private int troubles;

    public Rounds(Relay relay, Pace pace, ScheduledExecutorService executor) {
        this.relay = Objects.requireNonNull(relay);
        this.pace = Objects.requireNonNull(pace);
        this.executor = Objects.requireNonNull(executor);
    }

    /** Makes the first round; returns at once. */
    public void start() {
        due();
    }

    /** Asks for a pass that begins after this call; returns at once. Many calls before it begins are one. */
    public void wake() {
        if (!backingOff) {
            due();
        }
    }

    /** Begins no further pass and waits a while for the one under way. */
    public void stop() {
        stopped = true;
        try {
            if (running.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long ago the last pass ended, whatever came of it. */
    public Duration sinceLastPass() {
        return Duration.ofNanos(System.nanoTime() - lastPass);
    }

    private void due() {
        if (!stopped && wanted.getAndIncrement() == 0) {
            submit();
        }
    }

    private void submit() {
        try {
            executor.execute(this::round);
        } catch (RejectedExecutionException e) {
            ended(e);
        }
    }

    /** Only one at a time is ever submitted; what is wanted while it runs, it does itself. */
    private void round() {
        running.lock();
        try {
            Duration wait = Duration.ZERO;
            int seen = wanted.get();
            for (int pass = 0; pass < PASSES_IN_A_ROW && !stopped; pass++) {
                seen = wanted.get();
                wait = pass();
                if (!wait.isZero() && (backingOff || wanted.get() == seen)) {
                    break;
                }
            }
            if (stopped) {
                return;
            }
            next(wait, seen);
        } finally {
            running.unlock();
        }
    }

    /** No longer wanted comes before the timer: one that ran out in between would find a round that is about to end. */
    private void next(Duration wait, int seen) {
        if (wait.isZero()) {
            submit();
        } else if (backingOff) {
            wanted.set(0);
            again(wait);
        } else if (wanted.compareAndSet(seen, 0)) {
            again(wait);
        } else {
            submit();
        }
    }

    private Duration pass() {
        Duration wait;
        try {
            Pass pass = relay.pass();
            report(pass);
            backingOff = pass.unreachable();
            wait = pace.after(pass.ended());
        } catch (SQLException | RuntimeException e) {
            trouble("The relay's pass failed; it goes on, the claim runs out by itself", e);
            backingOff = true;
            wait = pace.afterFailure();
        }
        lastPass = System.nanoTime();
        return wait;
    }

    /** The timer that is running serves if it ends no later; an early pass costs one query. */
    private void again(Duration wait) {
        long at = System.nanoTime() + wait.toNanos();
        boolean serves = timer != null && !timer.isDone() && timerAt - at <= 0 && !backingOff;
        if (serves) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        try {
            timer = executor.schedule(this::due, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            ended(e);
        }
    }

    private void ended(RejectedExecutionException cause) {
        if (!stopped) {
            LOG.log(System.Logger.Level.ERROR, "The relay ends: the server takes no more work", cause);
        }
    }

    private void report(Pass pass) {
        if (pass.unreachable()) {
            trouble("The broker cannot be reached; entries wait in the outbox, no attempt is counted", null);
        } else if (pass.settled() > 0) {
            if (troubles >= WORTH_A_WARNING) {
                LOG.log(System.Logger.Level.INFO, "The relay delivers again");
            }
            troubles = 0;
        }
        Warnings.of(pass);
    }

    /** Warns once, and not of a single failure, which the next pass mends or the end of the deployment explains. */
    private void trouble(String what, Exception cause) {
        troubles++;
        LOG.log(troubles == WORTH_A_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, what, cause);
    }
}
