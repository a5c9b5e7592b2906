package org.atomicevents.harness.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.atomicevents.outbox.relay.Relay;

/** Lets a relay pass periodically on a thread of its own until it is closed. */
final class PollingRelay implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PollingRelay.class.getName());

    private final Relay relay;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    PollingRelay(Relay relay, Duration period) {
        this.relay = relay;
        thread.scheduleWithFixedDelay(this::drain, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** After this no pass runs. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        try {
            boolean more = true;
            while (more && !thread.isShutdown()) {
                more = relay.pass().full();
            }
        } catch (SQLException | RuntimeException e) {
            // The benchmark fails by itself when nothing is delivered; this says why.
            LOG.log(System.Logger.Level.ERROR, "The relay's pass failed", e);
        }
    }
}
