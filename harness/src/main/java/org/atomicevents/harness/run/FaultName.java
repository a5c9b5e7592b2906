package org.atomicevents.harness.run;

import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;

/** The names of faults, as {@code run.json} records them. */
public final class FaultName {

    /** The beginning of the name of an extra fault: the one that a strategy says it cannot survive. */
    public static final String EXTRA = "extra fault: ";

    private FaultName() {}

    public static boolean isExtra(String fault) {
        return fault.startsWith(EXTRA);
    }

    /**
     * The guarantees under {@code fault}: an extra fault is the cause that {@link Guarantees#losesOnlyIf()} speaks of; there, and
     * only there, loss is admitted.
     */
    public static Guarantees guaranteesUnder(String fault, Guarantees guarantees) {
        return isExtra(fault) && !guarantees.losesOnlyIf().isEmpty()
                ? guarantees.andAdmitting(Anomaly.LOST)
                : guarantees;
    }
}
