package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.spi.Pace;

/** Lets one relay or projection pass again and again on the server's threads, one pass at a time, until it is stopped. */
final class Rounds implements Runnable {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
    private static final int PASSES_IN_A_ROW = 100;
    private static final int PATIENCE_SECONDS = 10;
    private static final int WORTH_A_WARNING = 2;

    /** One bounded pass. */
    @FunctionalInterface
    interface Passes {
        Pace.Ended pass() throws SQLException;
    }

    private final String who;
    private final Passes passes;
    private final Pace pace;
    private final ManagedScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;
    private volatile long lastPass = System.nanoTime();
    private int troubles;

    /** @param who for the log, such as "The relay of event-sourcing" */
    Rounds(String who, Passes passes, Pace pace, ManagedScheduledExecutorService executor) {
        this.who = who;
        this.passes = passes;
        this.pace = pace;
        this.executor = executor;
    }

    void start() {
        executor.execute(this);
    }

    @Override
    public void run() {
        running.lock();
        try {
            Duration wait = Duration.ZERO;
            for (int pass = 0; pass < PASSES_IN_A_ROW && wait.isZero() && !stopped; pass++) {
                wait = pass();
                lastPass = System.nanoTime();
            }
            again(wait);
        } finally {
            running.unlock();
        }
    }

    /** Begins no further pass and waits a while for the one under way. */
    void stop() {
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
    Duration sinceLastPass() {
        return Duration.ofNanos(System.nanoTime() - lastPass);
    }

    private Duration pass() {
        try {
            Pace.Ended ended = passes.pass();
            if (ended == Pace.Ended.UNREACHABLE) {
                trouble(who + " makes no progress and tries again", null);
            } else if (ended != Pace.Ended.CONTENDED) {
                fine();
            }
            return pace.after(ended);
        } catch (SQLException | RuntimeException e) {
            trouble(who + " failed and tries again", e);
            return pace.afterFailure();
        }
    }

    /** Warns once, and not of a single failure, which the next pass mends or the end of the deployment explains. */
    private void trouble(String what, Exception cause) {
        troubles++;
        LOG.log(troubles == WORTH_A_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, what, cause);
    }

    private void fine() {
        if (troubles >= WORTH_A_WARNING) {
            LOG.log(System.Logger.Level.INFO, "{0} is at work again", who);
        }
        troubles = 0;
    }

    private void again(Duration wait) {
        if (stopped) {
            return;
        }
        try {
            executor.schedule(this, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!stopped) {
                LOG.log(System.Logger.Level.ERROR, who + " ends: the server takes no more work", e);
            }
        }
    }
}
