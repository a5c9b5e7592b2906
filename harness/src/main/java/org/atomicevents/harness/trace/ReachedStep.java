package org.atomicevents.harness.trace;

import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.StepReport.Kind;

/** A step as it was reached; {@code at} is {@link System#nanoTime()}. */
public record ReachedStep(StepId step, Kind kind, long at, String detail) {

    boolean isAt(CrashPoint point) {
        return point != null
                && point.step().equals(step)
                && kind == (point.phase() == Phase.BEFORE ? Kind.BEFORE : Kind.AFTER);
    }
}
