package org.atomicevents.container;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.atomicevents.inbox.BlockingRetry;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Ready;

/**
 * The wait of a deployment for a database that does not answer yet, on the caller's thread: a server that starts while its database
 * restarts would else fail its deployment for good. Bounded by {@link #BOUND}, which begins with the first question. Thread-safe.
 */
final class DatabaseWait {

    static final String BOUND = "atomicevents.start-within";

    private static final System.Logger LOG = System.getLogger(DatabaseWait.class.getName());
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final int QUESTIONS_PER_REPORT = 10;

    private final ShortTransactions database;
    private final String name;
    private final Duration bound;
    private final BlockingRetry.Waiting waiting;
    private long deadline;
    private boolean asked;
    private volatile boolean answered;

    /** @param name of the data source or persistence unit, for messages */
    DatabaseWait(ShortTransactions database, String name, Duration bound, BlockingRetry.Waiting waiting) {
        this.database = Objects.requireNonNull(database);
        this.name = Objects.requireNonNull(name);
        this.bound = Objects.requireNonNull(bound);
        this.waiting = Objects.requireNonNull(waiting);
    }

    /**
     * Returns when the database answers; at once if it has answered before.
     *
     * @throws IllegalStateException if it refuses the user or does not know the database, or the bound is over, or the thread is
     *     interrupted
     */
    synchronized void untilAnswers() {
        if (!asked) {
            asked = true;
            deadline = waiting.nanoTime() + bound.toNanos();
        }
        for (int questions = 0; !answered; questions++) {
            Exception failure = failure();
            if (failure == null) {
                answered = true;
                reportAnswer(questions);
            } else {
                requirePatience(failure);
                report(questions, failure);
                sleep(failure);
            }
        }
    }

    /**
     * Opens a strategy; if it is refused and the database went away meanwhile, waits for the database and opens it again. A strategy
     * is opened once per deployment, so it would be refused for good.
     *
     * @throws IllegalStateException as {@link #untilAnswers()}
     */
    Availability despiteOutage(Supplier<Availability> open) {
        while (true) {
            untilAnswers();
            Attempt attempt = attempt(open);
            if (attempt.answer instanceof Ready || !attempt.outage || isOver()) {
                return attempt.answer;
            }
            answered = false;
        }
    }

    private record Attempt(Availability answer, boolean outage) {}

    /** A connection that was open before and is broken after tells of an outage, however short it was. */
    private Attempt attempt(Supplier<Availability> open) {
        Availability[] answer = new Availability[1];
        try {
            return database.alone(witness -> {
                answer[0] = open.get();
                ShortTransactions.ping(witness);
                return new Attempt(answer[0], false);
            });
        } catch (SQLException witnessLost) {
            return new Attempt(answer[0] == null ? open.get() : answer[0], true);
        }
    }

    /** Null if it answers. */
    private Exception failure() {
        try {
            database.ping();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private void requirePatience(Exception failure) {
        if (isMisconfigured(failure)) {
            throw new IllegalStateException(
                    "The database of %s refuses this deployment (%s): correct the user, the password or the database's name"
                            .formatted(name, reason(failure)),
                    failure);
        }
        if (isOver()) {
            throw new IllegalStateException(
                    "The database of %s did not answer within %s = %s (%s): start it and deploy again, or correct its address"
                            .formatted(name, BOUND, bound, reason(failure)),
                    failure);
        }
    }

    private synchronized boolean isOver() {
        return waiting.nanoTime() - deadline >= 0;
    }

    /** Invalid authorization or invalid catalog name (SQL:2023, classes 28 and 3D): no wait makes these right. */
    private static boolean isMisconfigured(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
            if (state.startsWith("28") || state.startsWith("3D")) {
                return true;
            }
        }
        return false;
    }

    /** The deepest message: those above it are the pool's. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause.getMessage() == null ? deepest : cause;
        }
        return deepest.getMessage();
    }

    private void report(int questions, Exception failure) {
        if (questions % QUESTIONS_PER_REPORT == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The deployment waits for the database of {0}, for {1} at most ({2}): {3}",
                    name,
                    bound,
                    BOUND,
                    reason(failure));
        }
    }

    private void reportAnswer(int questions) {
        if (questions > 0) {
            LOG.log(System.Logger.Level.INFO, "The database of {0} answers; the deployment goes on", name);
        }
    }

    private void sleep(Exception failure) {
        try {
            waiting.sleep(BETWEEN_QUESTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for the database of " + name + " was interrupted", failure);
        }
    }
}
