package org.atomicevents.console.audit;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.operations.Operations;

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

    private final AuditStore audit;
    private final Operations operations;
    private final Consumer<AuditedAction> listener;

    /** @param listener gets every action after its end, on the same thread; must not throw */
    public AuditedOperations(AuditStore audit, Operations operations, Consumer<AuditedAction> listener) {
        this.audit = Objects.requireNonNull(audit);
        this.operations = Objects.requireNonNull(operations);
        this.listener = Objects.requireNonNull(listener);
    }

    /**
     * Carries out an action; it is durable when this returns.
     *
     * @return {@link ActionResult#DONE} or {@link ActionResult#NOT_PARKED}
     * @throws IllegalStateException if the audit cannot be written; nothing was changed then
     * @throws RuntimeException if the action throws it; the audit then has it as {@link ActionResult#FAILED}
     */
    public ActionResult perform(Action action, String source, String eventId, String who) {
        long row = attempt(action, source, eventId, who);
        boolean parked;
        try {
            parked = carryOut(action, source, eventId);
        } catch (RuntimeException e) {
            end(
                    row,
                    new AuditedAction(who, action, source, eventId, ActionResult.FAILED),
                    ActionResult.FAILED.word() + ": " + e.getMessage());
            throw e;
        }
        ActionResult result = parked ? ActionResult.DONE : ActionResult.NOT_PARKED;
        end(row, new AuditedAction(who, action, source, eventId, result), result.word());
        return result;
    }

    private boolean carryOut(Action action, String source, String eventId) {
        return switch (action) {
            case REPLAY -> operations.replay(source, eventId);
            case DISCARD -> operations.discard(source, eventId);
        };
    }

    private long attempt(Action action, String source, String eventId, String who) {
        try {
            return audit.begin(who, action.word(), source, eventId, ActionResult.ATTEMPTED.word());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The audit cannot be written, so entry %s was not touched: %s".formatted(eventId, e.getMessage()),
                    e);
        }
    }

    /** Records the end of an action. A failure of the audit is only logged, because the action is done already. */
    private void end(long row, AuditedAction finished, String outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "Operator {0}: {1} of entry {2} of {3}: {4}",
                finished.who(),
                finished.action().word(),
                finished.eventId(),
                finished.source(),
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
