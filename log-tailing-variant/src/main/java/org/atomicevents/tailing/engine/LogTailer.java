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
 * One server's part in reading the log: it reads while no other server does, and waits to take over while one does. It starts
 * over when reading fails, but not when events were lost.
 *
 * <p>{@link #run} is for one thread, everything else for any.
 */
public final class LogTailer implements Runnable {

    private static final System.Logger LOG = System.getLogger(LogTailer.class.getName());
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

    /**
     * The collaborators of a tailer.
     *
     * @param address the database whose log is read
     * @param slot the position in the log
     * @param lease the right to read it
     * @param relay receives the events
     */
    public record Parts(DatabaseAddress address, Slot slot, Lease lease, Relay relay) {}

    private final Parts parts;
    private final EngineSettings engineSettings;
    private final Duration takeoverPeriod;
    private final String owner;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<LogReader> running = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    /**
     * @param takeoverPeriod between two attempts to take over
     * @param owner names this server, for an operator
     */
    public LogTailer(Parts parts, EngineSettings engineSettings, Duration takeoverPeriod, String owner) {
        this.parts = Objects.requireNonNull(parts);
        this.engineSettings = Objects.requireNonNull(engineSettings);
        this.takeoverPeriod = Objects.requireNonNull(takeoverPeriod);
        this.owner = Objects.requireNonNull(owner);
    }

    /** Reads or waits until {@link #stop}; never throws. */
    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        // The engine finds its parts by the thread's class loader, and hands it on to its own threads.
        thread.setContextClassLoader(LogTailer.class.getClassLoader());
        try {
            do {
                takeOverIfPossible();
            } while (!stopped.await(takeoverPeriod.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            thread.interrupt();
        } finally {
            thread.setContextClassLoader(callers);
            ended.countDown();
        }
    }

    /** Ends {@link #run}, if it was begun, and waits for that, for a bounded time. Events that are not confirmed come again. */
    public void stop() {
        stopped.countDown();
        parts.relay.stop();
        Optional<LogReader> reader = running;
        try {
            if (reader.isPresent() && !reader.get().stop(ENDS_WITHIN)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The reader of {0} has not ended within {1}",
                        parts.slot.names().slot(),
                        ENDS_WITHIN);
            }
            if (reader.isPresent()) {
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
        return running.isPresent();
    }

    /** The reason why nothing is read here although it should be; empty if all is well or another server reads. */
    public Optional<String> failure() {
        return failure;
    }

    private void takeOverIfPossible() {
        try {
            Optional<Connection> lock = parts.lease.lock();
            if (lock.isPresent()) {
                try (Connection session = lock.get()) {
                    readIfPossible(session);
                }
            } else {
                failure = Optional.empty();
            }
        } catch (SQLException | RuntimeException | Error e) {
            if (stopped.getCount() > 0) {
                failed(e instanceof Error ? e.toString() : String.valueOf(e.getMessage()), System.Logger.Level.WARNING);
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "Reading " + parts.slot.names().slot() + " failed",
                        e);
            }
        }
    }

    private void readIfPossible(Connection lock) throws SQLException {
        Optional<String> damage = parts.slot.damage().map(Refused::message);
        if (damage.isPresent()) {
            failed(damage.get(), System.Logger.Level.ERROR);
            return;
        }
        boolean another = parts.slot.state().map(Slot.State::active).orElse(false);
        if (another) {
            // Its session has lost the lock, or its process has just died: the slot is freed when PostgreSQL notices.
            return;
        }
        read(lock, parts.lease.takeOver(owner));
    }

    private void read(Connection lock, long epoch) throws SQLException {
        Fence fence = new Fence(parts.slot, parts.lease, lock, epoch);
        LogReader reader = new LogReader(parts.address, parts.slot.names(), engineSettings, parts.relay, fence);
        running = Optional.of(reader);
        try {
            if (stopped.getCount() > 0) {
                failure = Optional.empty();
                reader.run();
            }
        } finally {
            running = Optional.empty();
            if (fence.isReplaced()) {
                parts.slot.dropReplacement();
            }
        }
    }

    /** Logs a failure that is not the one of before. */
    private void failed(String reason, System.Logger.Level level) {
        if (!failure.equals(Optional.of(reason))) {
            failure = Optional.of(reason);
            LOG.log(level, "Strategy {0}: {1}", parts.slot.names().strategy(), reason);
        }
    }
}
