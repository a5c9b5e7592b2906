package org.atomicevents;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The anomalies that a strategy admits when any process may die at any step; it guarantees the absence of all others. The harness
 * checks each run against exactly this: an anomaly that is not admitted is a violation, an admitted one is reported as such.
 * Immutable, thread-safe.
 *
 * <pre>{@code
 * Guarantees.admitting(DUP_BROKER).recoveryBoundedBy("the dead relay's claim")
 * }</pre>
 *
 * @param admitted the anomalies that may occur; only {@linkplain Anomaly#isAdmissible() admissible} ones
 * @param losesOnlyIf the cause, other than a crash, by which events are lost although {@link Anomaly#LOST} is not admitted, such
 *     as "the journal's disk is lost"; empty if there is none
 * @param recoveryBoundedBy the end of the delay after a crash, in words, such as "the claim's lease"
 */
public record Guarantees(Set<Anomaly> admitted, String losesOnlyIf, String recoveryBoundedBy) {

    private static final Set<Anomaly> CONSEQUENCES_OF_LOSS = EnumSet.of(Anomaly.STRANDED, Anomaly.GAP);

    /** @throws IllegalArgumentException if an anomaly can never be admitted; the message names it */
    public Guarantees {
        admitted = Collections.unmodifiableSet(copy(admitted));
        Objects.requireNonNull(losesOnlyIf);
        Objects.requireNonNull(recoveryBoundedBy);
        for (Anomaly anomaly : admitted) {
            if (!anomaly.isAdmissible()) {
                throw new IllegalArgumentException(
                        anomaly + " cannot be admitted: it is a violation whatever the strategy; leave it out");
            }
        }
    }

    /** Guarantees that admit {@code anomalies} and no others. */
    public static Guarantees admitting(Anomaly... anomalies) {
        return new Guarantees(copy(Arrays.asList(anomalies)), "", "");
    }

    /** A copy with another {@link #losesOnlyIf()}. */
    public Guarantees losesOnlyIf(String cause) {
        return new Guarantees(admitted, cause, recoveryBoundedBy);
    }

    /** A copy with another {@link #recoveryBoundedBy()}. */
    public Guarantees recoveryBoundedBy(String bound) {
        return new Guarantees(admitted, losesOnlyIf, bound);
    }

    /** A copy that admits one more anomaly. */
    public Guarantees andAdmitting(Anomaly anomaly) {
        Set<Anomaly> more = copy(admitted);
        more.add(anomaly);
        return new Guarantees(more, losesOnlyIf, recoveryBoundedBy);
    }

    /**
     * True if {@code anomaly} may occur. A strategy that may lose a change may also leave it with an operator, or leave a hole in
     * the order where it was: {@link Anomaly#LOST} admits {@link Anomaly#STRANDED} and {@link Anomaly#GAP}.
     */
    public boolean admits(Anomaly anomaly) {
        return admitted.contains(anomaly) || CONSEQUENCES_OF_LOSS.contains(anomaly) && admitted.contains(Anomaly.LOST);
    }

    private static Set<Anomaly> copy(Iterable<Anomaly> anomalies) {
        Set<Anomaly> copy = EnumSet.noneOf(Anomaly.class);
        anomalies.forEach(copy::add);
        return copy;
    }
}
