package org.atomicevents.harness.run;

import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;

/**
 * One case: a strategy, a crash point, a fault, and what came of it. Immutable.
 *
 * @param id {@code strategy/step:phase}, e.g. {@code xa/command/xa.prepare(database)#1:before}
 * @param step the {@link Run.Step#id()}
 * @param fired the fault really happened at this point; if not the verdict is UNKNOWN
 * @param verdict against the strategy's own guarantees
 * @param findings the observed anomalies, worst first; empty if there are none
 * @param times in milliseconds, see {@link Times}
 * @param state the durable state right after the fault, before recovery; keys such as {@code ledger}, {@code outbox},
 *     {@code prepared (database)}, {@code prepared (broker)}, {@code transaction log}, {@code queue}; values for a reader
 * @param timeline the moments, in order, for the lanes of the case page
 * @param folder the case's evidence, relative to {@code run.json}
 * @param again the one command that runs this case again
 */
public record CaseResult(
        String id,
        String strategy,
        String step,
        Phase phase,
        String fault,
        boolean fired,
        Verdict verdict,
        List<Finding> findings,
        Times times,
        Map<String, String> state,
        List<Moment> timeline,
        String folder,
        String again) {

    public enum Phase {
        BEFORE,
        AFTER
    }

    /** Worst last. */
    public enum Verdict {
        /** No anomaly. */
        HOLDS,
        /** Only anomalies that the strategy admits. */
        ADMITTED,
        /** Not decided: the fault did not fire, or evidence is missing. */
        UNKNOWN,
        /** Not quiescent in the time allowed. */
        NOT_RECOVERED,
        /** A promise was broken. */
        VIOLATED
    }

    /** One anomaly with its evidence, in a sentence a person can check; {@code admitted} by the strategy's guarantees. */
    public record Finding(Anomaly anomaly, boolean admitted, String evidence) {}

    /**
     * Durations in milliseconds.
     *
     * @param total the whole case, from sending the command to the verdict
     * @param boot the restart, from process start to ready
     * @param recovery from ready to quiescent and judged complete (the sentinel applied, nothing in doubt)
     * @param inDoubt the time for which a prepared branch existed in the database after the fault; 0 if none
     */
    public record Times(long total, long boot, long recovery, long inDoubt) {}

    /** One thing that happened; {@code at} in milliseconds since the case began; {@code lane} as {@link Run.Step#target}, or {@code harness}. */
    public record Moment(long at, String lane, String what) {}
}
