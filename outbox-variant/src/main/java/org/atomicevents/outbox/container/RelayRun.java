package org.atomicevents.outbox.container;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.outbox.relay.Pass;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.spi.Pace;

/** Runs a relay's passes on the server's threads until it is stopped. */
final class RelayRun implements Runnable {

    private static final System.Logger LOG = System.getLogger(RelayRun.class.getName());
    private static final int PASSES_IN_A_ROW = 100;
    private static final int PATIENCE_SECONDS = 10;
    private static final int WORTH_A_WARNING = 2;

    private final Relay relay;
    private final Pace pace;
    private final ManagedScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;
    private int troubles;

    RelayRun(Relay relay, Pace pace, ManagedScheduledExecutorService executor) {
        this.relay = relay;
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
            Pass pass = relay.pass();
            report(pass);
            return pace.after(pass.ended());
        } catch (SQLException | RuntimeException e) {
            trouble("The relay's pass failed; it goes on, the claim runs out by itself", e);
            return pace.afterFailure();
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
        if (pass.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries were parked: their subjects stand still until they are replayed or discarded",
                    pass.parked());
        }
        if (pass.fenced() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries outlived their claim and were sent by another relay too:"
                            + " raise atomicevents.outbox.claim-for if this repeats",
                    pass.fenced());
        }
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
                LOG.log(System.Logger.Level.ERROR, "The relay ends: the server takes no more work", e);
            }
        }
    }
}
