package org.atomicevents.inbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Repeats a consumer's effect on the calling thread when it fails, so that a short absence of the database costs none of the broker's
 * delivery attempts. A broker's own redelivery is no substitute: without a delay all attempts are used up within a second, and with one
 * the later messages of a subject overtake the one that is put off.
 *
 * <pre>{@code
 * public void onMessage(Message message) {              // NOT_SUPPORTED
 *     Event event = EventMessages.read(message);
 *     retry.run(() -> effects.apply(event));            // REQUIRES_NEW
 * }
 * }</pre>
 *
 * <p>Thread-safe. Must be called without a transaction, and the effect must be one of its own: what a failed attempt did is rolled back
 * then. A JVM that dies while it waits has acknowledged nothing, so the broker delivers the message again.
 */
public final class BlockingRetry {

    private static final System.Logger LOG = System.getLogger(BlockingRetry.class.getName());

    /** Attempts with a database that answers; then it is the event's own fault. */
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ShortTransactions transactions;
    private final Duration patience;
    private final Waiting waiting;

    /** The clock and the wait. */
    public interface Waiting {

        /** As {@link System#nanoTime()}. */
        long nanoTime();

        /** Waits on the calling thread. */
        void sleep(Duration time) throws InterruptedException;

        /** Those of the JVM. */
        static Waiting ofTheJvm() {
            return new Waiting() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration time) throws InterruptedException {
                    Thread.sleep(time.toMillis());
                }
            };
        }
    }

    /**
     * @param transactions on the database that effects are written to
     * @param patience the longest time to wait for that database; zero to leave all repetition to the broker
     */
    public BlockingRetry(ShortTransactions transactions, Duration patience, Waiting waiting) {
        this.transactions = Objects.requireNonNull(transactions);
        this.patience = Objects.requireNonNull(patience);
        this.waiting = Objects.requireNonNull(waiting);
    }

    /**
     * Runs {@code effect}; if it throws, again after a short wait, as long as the database does not answer, and three times at most when
     * it does.
     *
     * @throws RuntimeException the last one of {@code effect}, if it does not succeed within that, or the thread is interrupted; the
     *     caller throws it on, and the broker delivers the message again
     */
    public void run(Runnable effect) {
        long begin = waiting.nanoTime();
        Duration wait = FIRST_WAIT;
        int failures = 0;
        while (true) {
            try {
                effect.run();
                return;
            } catch (RuntimeException e) {
                boolean answers = answers();
                failures += answers ? 1 : 0;
                boolean patient = waiting.nanoTime() - begin < patience.toNanos();
                if (failures >= ATTEMPTS || !patient || !waited(wait)) {
                    throw e;
                }
                LOG.log(
                        System.Logger.Level.DEBUG,
                        answers ? "An effect failed and is tried again" : "An effect waits for its database",
                        e);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    private boolean waited(Duration wait) {
        try {
            waiting.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answers() {
        try {
            transactions.ping();
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }
}
