package org.atomicevents.harness.trace;

import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.Report.Kind;

/** A step as it was reached; {@code at} is {@link System#nanoTime()}. */
public record Reached(StepId step, Kind kind, long at, String detail) {

    boolean isAt(Point point) {
        return point != null
                && point.step().equals(step)
                && kind == (point.phase() == Phase.BEFORE ? Kind.BEFORE : Kind.AFTER);
    }
}
