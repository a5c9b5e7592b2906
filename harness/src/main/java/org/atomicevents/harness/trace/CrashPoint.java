package org.atomicevents.harness.trace;

import java.util.Locale;
import org.atomicevents.harness.run.CaseResult.Phase;

/** A crash point: before or after a step. */
public record CrashPoint(StepId step, Phase phase) {

    /**
     * Reads {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is no crash point
     */
    public static CrashPoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no crash point: expected step:before or step:after");
        }
        return new CrashPoint(
                StepId.parse(text.substring(0, colon)),
                Phase.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return step + ":" + phase.name().toLowerCase(Locale.ROOT);
    }
}
