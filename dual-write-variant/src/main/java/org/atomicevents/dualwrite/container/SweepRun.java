package org.atomicevents.dualwrite.container;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.dualwrite.journal.Sweep;
import org.atomicevents.dualwrite.journal.Sweeper;
import org.atomicevents.spi.Pace;

/** Runs a sweeper's passes on the server's threads until it is stopped. */
final class SweepRun implements Runnable {

    private static final System.Logger LOG = System.getLogger(SweepRun.class.getName());
    private static final int PASSES_IN_A_ROW = 100;
    private static final int PATIENCE_SECONDS = 10;
    private static final int WORTH_A_WARNING = 2;
    private static final Duration LONG_OPEN = Duration.ofMinutes(10);

    private final Sweeper sweeper;
    private final Pace pace;
    private final ManagedScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;
    private int troubles;
    private boolean saidLongOpen;

    SweepRun(Sweeper sweeper, Pace pace, ManagedScheduledExecutorService executor) {
        this.sweeper = sweeper;
        this.pace = pace;
        this.executor = executor;
    }

    @Override
    public void run() {
        running.lock();
        try {
            Duration wait = Duration.ZERO;
            for (int pass = 0; pass < PASSES_IN_A_ROW && wait.isZero() && !stopped; pass++) {
                wait = pass();
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

    private Duration pass() {
        try {
            Sweep sweep = sweeper.pass();
            report(sweep);
            return pace.after(sweep.ended());
        } catch (SQLException | RuntimeException e) {
            trouble("The journal could not be swept; it is tried again", e);
            return pace.afterFailure();
        }
    }

    private void report(Sweep sweep) {
        if (!sweep.trouble().isEmpty()) {
            trouble("The journal keeps its entries: " + sweep.trouble(), null);
        } else {
            troubles = 0;
        }
        if (sweep.sent() > 0 || sweep.dropped() > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The journal is swept: {0} events sent late, {1} of rolled back transactions dropped",
                    sweep.sent(),
                    sweep.dropped());
        }
        if (sweep.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries of the journal were parked: look at them and replay or discard each",
                    sweep.parked());
        }
        boolean longOpen = sweep.undecided().compareTo(LONG_OPEN) > 0;
        if (longOpen && !saidLongOpen) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An entry of the journal belongs to a transaction that is open or prepared since {0}: see pg_stat_activity and pg_prepared_xacts",
                    sweep.undecided());
        }
        saidLongOpen = longOpen;
    }

    /** Warns once, and not of a single failure, which the next pass mends or the end of the deployment explains. */
    private void trouble(String what, Exception cause) {
        troubles++;
        LOG.log(troubles == WORTH_A_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, what, cause);
    }

    private void again(Duration wait) {
        if (stopped) {
            return;
        }
        try {
            executor.schedule(this, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!stopped) {
                LOG.log(System.Logger.Level.ERROR, "The sweeper ends: the server takes no more work", e);
            }
        }
    }
}
