package org.atomicevents.harness.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.Answered;
import org.atomicevents.harness.history.Observation.BootReady;
import org.atomicevents.harness.history.Observation.BootStarted;
import org.atomicevents.harness.history.Observation.Delivered;
import org.atomicevents.harness.history.Observation.FaultFired;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.NotQuiescent;
import org.atomicevents.harness.history.Observation.Probe;
import org.atomicevents.harness.history.Observation.Quiescent;
import org.atomicevents.harness.history.Observation.RecoveryScan;
import org.atomicevents.harness.history.Observation.Sentinel;
import org.atomicevents.harness.history.Observation.StepReached;
import org.atomicevents.harness.run.CaseResult.Moment;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.Sites;

/** A case as a reader follows it: what happened, when, in which lane. */
final class Timeline {

    private static final String HARNESS = "harness";
    private static final String APPLICATION = "application";

    private Timeline() {}

    static List<Moment> of(List<Observation> history, List<Moment> asides) {
        List<Moment> moments = new ArrayList<>(asides);
        history.forEach(seen -> moment(seen).ifPresent(moments::add));
        moments.sort(Comparator.comparingLong(Moment::at));
        return List.copyOf(moments);
    }

    private static Optional<Moment> moment(Observation seen) {
        if (seen instanceof Invoked invoked) {
            return at(seen, HARNESS, "sends the command that makes v" + invoked.version());
        } else if (seen instanceof Answered answered) {
            return at(seen, HARNESS, "reads the answer: " + answered.outcome() + ", " + answered.answer());
        } else if (seen instanceof StepReached step && step.phase() == Phase.AFTER) {
            return at(seen, Sites.target(step.site()), step.role() + ": " + Sites.phrase(step.site()));
        } else if (seen instanceof FaultFired fault) {
            String where = fault.phase().name().toLowerCase(java.util.Locale.ROOT) + " " + fault.step();
            return at(seen, APPLICATION, fault.fault() + " " + where);
        } else if (seen instanceof BootStarted) {
            return at(seen, APPLICATION, "starts again");
        } else if (seen instanceof BootReady) {
            return at(seen, APPLICATION, "serves again");
        } else if (seen instanceof Delivered delivered) {
            return at(seen, APPLICATION, delivered(delivered));
        } else if (seen instanceof RecoveryScan scan) {
            return at(seen, HARNESS, "recovery scan " + (scan.changed() ? "resolved something" : "changed nothing"));
        } else if (seen instanceof Sentinel sentinel) {
            return at(seen, HARNESS, sentinel.applied() ? "sees the sentinel applied" : "misses the sentinel's effect");
        } else if (seen instanceof Quiescent) {
            return at(seen, HARNESS, "finds everything at rest");
        } else if (seen instanceof NotQuiescent not) {
            return at(seen, HARNESS, "gives up: " + String.join("; ", not.reasons()));
        }
        return Optional.empty();
    }

    private static String delivered(Delivered delivered) {
        return "consumer is handed v%d%s%s"
                .formatted(
                        delivered.version(),
                        delivered.redelivered() ? " again" : "",
                        delivered.ledger() == Probe.ABSENT ? ", whose row nobody else can read yet" : "");
    }

    private static Optional<Moment> at(Observation seen, String lane, String what) {
        return Optional.of(new Moment(seen.at(), lane, what));
    }
}
