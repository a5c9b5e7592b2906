package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.outbox.store.Adoption;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.SerialTask;

/**
 * Adopts at the beginning, before anything is published, and from time to time: another server may go on to offer the old strategy and
 * end later. Thread-safe.
 */
public final class Adopting {

    private static final System.Logger LOG = System.getLogger(Adopting.class.getName());

    private final Adoption adoption;
    private final Duration period;
    private final Runnable adopted;
    private final SerialTask task;
    private final FailureLog failures =
            new FailureLog(LOG, "Nobody knows whether entries wait under strategies that are not offered any more");

    /** @param adopted runs when there are more entries than before; must not wait */
    public Adopting(Adoption adoption, Duration period, Runnable adopted, ScheduledExecutorService executor) {
        this.adoption = Objects.requireNonNull(adoption);
        this.period = Objects.requireNonNull(period);
        this.adopted = Objects.requireNonNull(adopted);
        this.task = new SerialTask(this::again, executor);
    }

    /**
     * Adopts what waits, on the calling thread, outside any transaction.
     *
     * @return whether there was anything
     */
    public boolean once() throws SQLException {
        SortedMap<String, Integer> entriesByStrategy = adoption.adopt();
        entriesByStrategy.forEach((strategy, entries) -> LOG.log(
                System.Logger.Level.INFO,
                "{0} entries that waited under strategy {1}, which is not offered any more, are adopted",
                entries.toString(),
                strategy));
        return !entriesByStrategy.isEmpty();
    }

    /** Goes on in the background. */
    public void start() {
        if (!adoption.isPointless()) {
            task.requestIn(period);
        }
    }

    /** Adopts no more; may be called again, and without {@link #start()}. */
    public void stop() {
        task.stop();
    }

    private void again() {
        try {
            if (once()) {
                adopted.run();
            }
            failures.recovered("It is known again what waits under strategies that are not offered any more");
        } catch (SQLException | RuntimeException e) {
            failures.failed(e);
        }
        task.requestIn(period);
    }
}
