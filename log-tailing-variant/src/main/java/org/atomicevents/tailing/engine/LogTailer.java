package org.atomicevents.tailing.engine;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.atomicevents.spi.Refused;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.Slot;

/**
 * Reads the log while no other server does, and waits to take over while one does; starts over when reading fails, and
 * refuses to when events were lost.
 *
 * <p>{@link #run} is for one thread, everything else for any.
 */
public final class LogTailer implements Runnable {

    private static final System.Logger LOG = System.getLogger(LogTailer.class.getName());
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

    /**
     * The parts of the tailer.
     *
     * @param slot the slot to read
     * @param lease the right to read it
     * @param relay the receiver of the events
     */
    public record Parts(DatabaseAddress address, Slot slot, Lease lease, Relay relay) {}

    private final Parts parts;
    private final EngineSettings settings;
    private final Duration takeoverPeriod;
    private final String owner;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile LogReader reader;
    private volatile String failure;

    /**
     * @param takeoverPeriod the period in which a server that does not read tries to
     * @param owner the name of this server, for an operator
     */
    public LogTailer(Parts parts, EngineSettings settings, Duration takeoverPeriod, String owner) {
        this.parts = Objects.requireNonNull(parts);
        this.settings = Objects.requireNonNull(settings);
        this.takeoverPeriod = Objects.requireNonNull(takeoverPeriod);
        this.owner = Objects.requireNonNull(owner);
    }

    /** Reads, or waits to take over, until {@link #stop}; never throws. */
    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        // The engine finds its parts by the thread's class loader, and hands it on to its own threads.
        thread.setContextClassLoader(LogTailer.class.getClassLoader());
        try {
            do {
                attempt();
            } while (!stopped.await(takeoverPeriod.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            thread.interrupt();
        } finally {
            thread.setContextClassLoader(callers);
            ended.countDown();
        }
    }

    /** Ends {@link #run}, if it was begun, and waits for that, for a bounded time. Events that are not confirmed are read again. */
    public void stop() {
        stopped.countDown();
        parts.relay.stop();
        LogReader running = reader;
        try {
            if (running != null && !running.stop(ENDS_WITHIN)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The reader of {0} has not ended within {1}",
                        parts.slot.names().slot(),
                        ENDS_WITHIN);
            }
            if (running != null) {
                ended.await(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The reader of the log did not end in good order", e);
        }
    }

    /** Whether this server reads. */
    public boolean isReading() {
        return reader != null;
    }

    /** The reason why this server does not read although none does; empty if it reads or another server does. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void attempt() {
        try {
            Optional<Connection> lock = parts.lease.lock();
            if (lock.isPresent()) {
                try (Connection session = lock.get()) {
                    readIfPossible(session);
                }
            } else {
                failure = null;
            }
        } catch (SQLException | RuntimeException e) {
            if (stopped.getCount() > 0) {
                warn(e.getMessage(), System.Logger.Level.WARNING);
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "Reading " + parts.slot.names().slot() + " failed",
                        e);
            }
        }
    }

    private void readIfPossible(Connection lock) throws SQLException {
        Optional<Refused> damage = parts.slot.damage();
        if (damage.isPresent()) {
            warn(damage.get().message(), System.Logger.Level.ERROR);
            return;
        }
        boolean isReadByAnother = parts.slot.state().map(Slot.State::active).orElse(false);
        if (isReadByAnother) {
            // Its session has lost the lock, or its process has just died: the slot is freed when PostgreSQL notices.
            return;
        }
        read(lock, parts.lease.takeOver(owner));
    }

    private void read(Connection lock, long epoch) throws SQLException {
        Fence fence = new Fence(parts.slot, parts.lease, lock, epoch);
        LogReader ownReader = new LogReader(parts.address, parts.slot.names(), settings, parts.relay, fence);
        reader = ownReader;
        try {
            if (stopped.getCount() > 0) {
                failure = null;
                ownReader.run();
            }
        } finally {
            reader = null;
            if (fence.isReplaced()) {
                parts.slot.dropReplacement();
            }
        }
    }

    /** Logs a failure once, until there is another one. */
    private void warn(String message, System.Logger.Level level) {
        if (!message.equals(failure)) {
            failure = message;
            LOG.log(level, "Strategy {0}: {1}", parts.slot.names().strategy(), message);
        }
    }
}
