package org.atomicevents.tailing.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;

/**
 * The periodic work of a reader while the log is silent: it delivers what an operator has released, and writes a heartbeat into
 * the log. Without a heartbeat a database that is busy with other tables keeps all of its log for a service
 * that publishes nothing. For one thread at a time.
 */
public final class Upkeep implements Runnable {

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    private final LogTailer tailer;
    private final Relay relay;
    private final Lease lease;
    private final Duration heartbeat;
    private final int batchSize;
    private long lastBeat = System.nanoTime();

    public Upkeep(LogTailer tailer, Relay relay, Lease lease, Duration heartbeat, int batchSize) {
        this.tailer = Objects.requireNonNull(tailer);
        this.relay = Objects.requireNonNull(relay);
        this.lease = Objects.requireNonNull(lease);
        this.heartbeat = Objects.requireNonNull(heartbeat);
        this.batchSize = batchSize;
    }

    /** Does the work that is due, if this server reads; never throws. */
    @Override
    public void run() {
        if (!tailer.isReading()) {
            return;
        }
        try {
            relay.deliverParked(batchSize);
            if (System.nanoTime() - lastBeat >= heartbeat.toNanos()) {
                lease.beat();
                lastBeat = System.nanoTime();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The database did not answer; it is tried again", e);
        }
    }
}
