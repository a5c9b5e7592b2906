package org.atomicevents.console.audit;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.console.audit.store.Target;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedFilter;

/**
 * Replay and discard, with a row of the audit and a line of the log for each.
 *
 * <p>The row is written before the action, as an attempt, and gets the outcome after it: {@link Operations} runs each action
 * in a transaction of its own, the action may concern several strategies, and not all keep their entries in the database. So
 * no action is without a row; a JVM that dies in between leaves the row at {@code attempted}, and then only the entry itself
 * shows whether the action was done. Thread-safe.
 */
public final class AuditedOperations {

    private static final System.Logger LOG = System.getLogger(AuditedOperations.class.getName());

    private static final int BATCH = 500;

    /** An operator's client waits for the answer. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final AuditStore audit;
    private final Operations operations;
    private final Consumer<AuditedAction> listener;
    private final Clock clock;

    /** @param listener gets every action after its end, on the same thread; must not throw */
    public AuditedOperations(AuditStore audit, Operations operations, Consumer<AuditedAction> listener, Clock clock) {
        this.audit = Objects.requireNonNull(audit);
        this.operations = Objects.requireNonNull(operations);
        this.listener = Objects.requireNonNull(listener);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * The end of an action on a filter.
     *
     * @param entries the number of entries that it was done to
     * @param more true if it ended for the time that it took, so that some may be left
     */
    public record Moved(int entries, boolean more) {}

    /**
     * Carries out an action; it is durable when this returns.
     *
     * @return {@link ActionResult#DONE} or {@link ActionResult#NOT_PARKED}
     * @throws IllegalStateException if the audit cannot be written; nothing was changed then
     * @throws RuntimeException if the action throws it; the audit then has it as {@link ActionResult#FAILED}
     */
    public ActionResult perform(Action action, String source, String eventId, String who) {
        return audited(who, action, Target.entry(source, eventId), () -> {
                    ActionResult result =
                            carryOut(action, source, eventId) ? ActionResult.DONE : ActionResult.NOT_PARKED;
                    return new Outcome<>(result, result, result.word());
                })
                .value();
    }

    /**
     * Carries out an action on all entries that match and were parked before now, in batches, each durable when it is done; one row of the
     * audit. Ends after 20 seconds, when the batch under way is done.
     *
     * @throws IllegalStateException if the audit cannot be written, and then nothing was changed; or if a batch fails: the batches before
     *     it are done, and the message has the number of their entries
     */
    public Moved perform(Action action, ParkedFilter filter, String who) {
        Instant begin = clock.instant();
        return audited(who, action, Target.matching(filter.toString()), () -> {
                    Moved moved = inBatches(action, filter.before(begin), begin.plus(LONGEST));
                    ActionResult result = moved.entries > 0 ? ActionResult.DONE : ActionResult.NOT_PARKED;
                    String count = moved.entries > 0 ? ": %d entries".formatted(moved.entries) : "";
                    return new Outcome<>(moved, result, result.word() + count + (moved.more ? ", more may match" : ""));
                })
                .value();
    }

    private Moved inBatches(Action action, ParkedFilter filter, Instant end) {
        int entries = 0;
        int last = BATCH;
        while (last > 0 && clock.instant().isBefore(end)) {
            try {
                last = carryOut(action, filter);
            } catch (RuntimeException e) {
                throw new IllegalStateException("after %d entries: %s".formatted(entries, e.getMessage()), e);
            }
            entries += last;
        }
        return new Moved(entries, last > 0);
    }

    private boolean carryOut(Action action, String source, String eventId) {
        return switch (action) {
            case REPLAY -> operations.replay(source, eventId);
            case DISCARD -> operations.discard(source, eventId);
        };
    }

    private int carryOut(Action action, ParkedFilter filter) {
        return switch (action) {
            case REPLAY -> operations.replay(filter, BATCH);
            case DISCARD -> operations.discard(filter, BATCH);
        };
    }

    private record Outcome<T>(T value, ActionResult result, String words) {}

    private <T> Outcome<T> audited(String who, Action action, Target target, Supplier<Outcome<T>> work) {
        long row = attempt(who, action, target);
        Outcome<T> outcome;
        try {
            outcome = work.get();
        } catch (RuntimeException e) {
            end(
                    row,
                    new AuditedAction(who, action, target, ActionResult.FAILED),
                    ActionResult.FAILED.word() + ": " + e.getMessage());
            throw e;
        }
        end(row, new AuditedAction(who, action, target, outcome.result), outcome.words);
        return outcome;
    }

    private long attempt(String who, Action action, Target target) {
        try {
            return audit.begin(who, action.word(), target, ActionResult.ATTEMPTED.word());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The audit cannot be written, so nothing was done to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    /** Records the end of an action. A failure of the audit is only logged, because the action is done already. */
    private void end(long row, AuditedAction finished, String outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "Operator {0}: {1} of {2}: {3}",
                finished.who(),
                finished.action().word(),
                finished.target(),
                outcome);
        try {
            audit.settle(row, outcome);
        } catch (SQLException | IllegalStateException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Row " + row + " of console_audit keeps saying 'attempted'; its outcome is in the line above",
                    e);
        }
        listener.accept(finished);
    }
}
