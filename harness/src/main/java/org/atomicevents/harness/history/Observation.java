package org.atomicevents.harness.history;

import java.util.List;
import java.util.Map;
import org.atomicevents.harness.run.CaseResult.Phase;

/**
 * One thing the harness saw during a case: one line of {@code history.jsonl}. Immutable.
 *
 * <p>Each is seen from outside the processes that die. {@link #at} is milliseconds since the case began, on the harness's
 * monotonic clock, at the moment of <em>seeing</em>: rows that are collected at the end carry the time of the collection, so
 * their order is the order of the lines (the order of the queue, or of {@code seq}), never {@code at}.
 *
 * <p>An event's id is its command's id; both are written as the same string.
 */
public sealed interface Observation {

    long at();

    /** An observation that names an event. */
    interface OfEvent {

        String eventId();

        String product();

        long version();
    }

    /** The harness is about to send a command that moves {@code product} from {@code version - 1} to {@code version}. */
    record Invoked(long at, String commandId, String product, long version) implements Observation {}

    /** The client's knowledge of its command; {@code answer} is the status line or the exception, for a reader. */
    record Answered(long at, String commandId, Outcome outcome, String answer) implements Observation {}

    enum Outcome {
        /** It happened. */
        OK,
        /** The answer proves that it did not happen. */
        FAILED,
        /** Everything else: no answer, a reset, a 5xx. */
        UNKNOWN
    }

    /** A traced step of a rendezvous; {@code occurrence} counts within one logical transaction, from 1. */
    record StepReached(long at, String role, String site, int occurrence, Phase phase) implements Observation {}

    /** A fault waits at {@code step} ({@code Run.Step#id}). A history without one is a fault-free run. */
    record FaultArmed(long at, String step, Phase phase, String fault) implements Observation {}

    /** The armed step was reached and the fault done to {@code process}. */
    record FaultFired(long at, String step, Phase phase, String fault, String process) implements Observation {

        /** The fault after which an {@link Exited} must follow. */
        public static final String KILL = "SIGKILL";
    }

    /** The end of a process; {@code how} for a reader, e.g. {@code exit code 137}. */
    record Exited(long at, String process, String how) implements Observation {}

    record BootStarted(long at, String process) implements Observation {}

    record BootReady(long at, String process) implements Observation {}

    /** The durable state right after the fault and before recovery; keys as in {@code CaseResult#state}. */
    record StateSeen(long at, Map<String, String> state) implements Observation {}

    /** The broker routed a message; the audit queue's copy, in the order of that queue. */
    record Routed(long at, String eventId, String product, long version) implements Observation, OfEvent {}

    /** The broker received a message and dropped it as a duplicate; {@code how} it is known, for a reader. */
    record Suppressed(long at, String eventId, String product, long version, String how)
            implements Observation, OfEvent {}

    /** A consumer was handed a message. */
    record Delivered(long at, String eventId, String product, long version, boolean redelivered, Probe ledger)
            implements Observation, OfEvent {}

    /** Whether the producer's ledger row could be read from another connection at that moment. */
    enum Probe {
        READABLE,
        ABSENT,
        NOT_TRIED
    }

    /** A row of {@code price_history}, in the order of its {@code seq}. */
    record Effect(long at, String eventId, String product, long version) implements Observation, OfEvent {}

    /** A row of {@code ledger}, read after recovery: the command was committed. */
    record Ledger(long at, String commandId, String product, long version) implements Observation {}

    /** An event that only an operator can move on; {@code where} is {@code outbox} or the name of the dead letter queue. */
    record Parked(long at, String eventId, String product, long version, String where, String reason)
            implements Observation, OfEvent {}

    /** A prepared branch existed from {@code from} to {@code to}; {@code resolved} says it was gone at {@code to}. */
    record InDoubt(long at, long from, long to, String branch, Side side, boolean resolved) implements Observation {}

    enum Side {
        /** Holds row locks. */
        DATABASE,
        /** Holds a message back, no lock. */
        BROKER
    }

    /**
     * Something that should be gone by now is still there.
     *
     * @param name the branch, record, row or message
     * @param eventId the event it carries, or null if that cannot be read from it
     */
    record Residue(long at, Kind kind, String name, String eventId) implements Observation {

        public enum Kind {
            PREPARED_IN_DATABASE,
            PREPARED_IN_BROKER,
            TRANSACTION_LOG,
            OUTBOX,
            JOURNAL,
            QUEUE
        }
    }

    /** A full recovery scan ended; {@code changed} says that something in doubt before it was not afterwards, or the reverse. */
    record RecoveryScan(long at, boolean changed) implements Observation {}

    /**
     * The last command of a product, sent after recovery through the same strategy; it is {@link Invoked}, {@link Answered},
     * {@link Routed} and so on like any other.
     */
    record Sentinel(long at, String commandId, String product, long version, boolean ok, boolean applied)
            implements Observation {}

    /** All evidence of one source was collected; {@code records} are in this history, so a cut history is recognised. */
    record Collected(long at, Source source, int records) implements Observation {}

    enum Source {
        /** {@link Ledger}. */
        LEDGER,
        /** {@link Routed}. */
        AUDIT_QUEUE,
        /** {@link Effect}. */
        EFFECTS
    }

    /** Nothing is pending, prepared, queued or logged, and the window for late duplicates has passed. */
    record Quiescent(long at) implements Observation {}

    /** The time allowed is over; {@code reasons} name what is still pending. */
    record NotQuiescent(long at, List<String> reasons) implements Observation {}

    /** A transaction manager or a resource reported a heuristic outcome. */
    record Heuristic(long at, String branch, String what) implements Observation {}
}
