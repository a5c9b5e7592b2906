package org.atomicevents;

import java.util.EnumSet;
import java.util.Set;

/**
 * A way in which a change and its announcement can disagree. Guarantees, checker, report, REST answers and documents all use
 * these names.
 *
 * @see Guarantees#admits
 */
public enum Anomaly {
    /** The client's answer and the database disagree: acknowledged and not committed, or refused and committed. */
    ACK_LOST,

    /** A committed change is never announced. */
    LOST,

    /** A committed change is not announced and waits for an operator, such as in a dead letter queue. */
    STRANDED,

    /** A change that was never committed is announced. */
    PHANTOM,

    /** A consumer runs before the change is visible in the database. */
    EARLY,

    /** The broker accepts one event more than once; the inbox of a consumer absorbs it. */
    DUP_BROKER,

    /** One event has its effect more than once. */
    DUP_EFFECT,

    /** Events of one subject arrive in another order than their commits. */
    REORDER,

    /** A later event of a subject has its effect, an earlier one never does. */
    GAP,

    /** A prepared branch holds database locks until recovery ends it. */
    IN_DOUBT,

    /** A participant of a two-phase commit decided on its own. */
    HEURISTIC,

    /** Something is left over although everything else is at rest. */
    RESIDUE,

    /** The system does not come to rest in the time allowed. */
    NOT_RECOVERED;

    private static final Set<Anomaly> ADMISSIBLE = EnumSet.of(LOST, PHANTOM, EARLY, DUP_BROKER, REORDER, IN_DOUBT);

    /** True if a strategy may admit this anomaly. The others are always violations, except that {@link #LOST} admits its consequences. */
    public boolean isAdmissible() {
        return ADMISSIBLE.contains(this);
    }
}
