package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation.Heuristic;
import org.atomicevents.harness.history.Observation.InDoubt;
import org.atomicevents.harness.history.Observation.NotQuiescent;
import org.atomicevents.harness.history.Observation.Residue;
import org.atomicevents.harness.history.Observation.Sentinel;
import org.atomicevents.harness.history.Observation.Side;

/** Did recovery finish, what did it hold meanwhile, what did it leave? */
final class RecoveryChecks {

    private RecoveryChecks() {}

    static void run(Evidence evidence, Findings findings) {
        afterFault(evidence).forEach(branch -> inDoubt(evidence, branch, findings));
        evidence.all(Heuristic.class)
                .forEach(seen -> findings.add(
                        Anomaly.HEURISTIC,
                        "At %d ms branch %s was reported as %s: a participant decided on its own, or its decision is not known."
                                .formatted(seen.at(), seen.branch(), seen.what())));
        List<String> pending = pending(evidence);
        if (!pending.isEmpty()) {
            findings.add(Anomaly.NOT_RECOVERED, "In the time allowed: " + String.join("; ", pending) + ".");
        } else if (evidence.settled()) {
            evidence.all(Residue.class)
                    .forEach(left -> findings.add(
                            Anomaly.RESIDUE,
                            "%s was still in %s when everything else had come to rest; nothing will take it away."
                                    .formatted(left.name(), left.kind())));
        }
    }

    /** Why we are not done; what is left now is no residue yet, but a reason. */
    private static List<String> pending(Evidence evidence) {
        List<String> pending = new ArrayList<>();
        if (!evidence.settled() && !evidence.all(NotQuiescent.class).isEmpty()) {
            pending.add("the stack did not come to rest");
            evidence.all(NotQuiescent.class).forEach(seen -> pending.addAll(seen.reasons()));
        }
        String said = String.join("; ", pending);
        for (Sentinel sentinel : evidence.all(Sentinel.class)) {
            if (!sentinel.ok() || !sentinel.applied()) {
                pending.add("the sentinel of product %s (command %s) was %s"
                        .formatted(
                                Wording.brief(sentinel.product()),
                                Wording.brief(sentinel.commandId()),
                                sentinel.ok() ? "acknowledged but never applied" : "not acknowledged"));
            }
        }
        if (!pending.isEmpty()) {
            evidence.all(Residue.class).stream()
                    .filter(left -> !said.contains(left.name()))
                    .forEach(left -> pending.add(left.name() + " is left in " + left.kind()));
        }
        return pending;
    }

    private static void inDoubt(Evidence evidence, InDoubt branch, Findings findings) {
        boolean database = branch.side() == Side.DATABASE;
        // The promise is about locks; a branch that should be resolved by now is no longer what it admits.
        boolean admitted =
                (!database || findings.admits(Anomaly.IN_DOUBT)) && (branch.resolved() || !evidence.settled());
        findings.add(
                Anomaly.IN_DOUBT,
                admitted,
                "Branch %s was prepared in the %s from %d ms to %d ms, i.e. for %d ms after the fault, %s; %s."
                        .formatted(
                                branch.branch(),
                                database ? "database" : "broker",
                                branch.from(),
                                branch.to(),
                                branch.to() - start(evidence, branch),
                                database ? "with its row locks" : "holding its messages back but no lock",
                                branch.resolved() ? "then it was gone" : "then it was still there"));
    }

    /** A branch is in doubt only once its coordinator is gone: every XA commit is prepared for a moment. */
    private static List<InDoubt> afterFault(Evidence evidence) {
        return evidence.all(InDoubt.class).stream()
                .filter(branch ->
                        !branch.resolved() || (evidence.firedAt().isPresent() && branch.to() > start(evidence, branch)))
                .toList();
    }

    private static long start(Evidence evidence, InDoubt branch) {
        return Math.max(branch.from(), evidence.firedAt().orElse(branch.from()));
    }

    /** The length of the union of the database's intervals. */
    static long inDoubtMillis(Evidence evidence) {
        List<InDoubt> intervals = afterFault(evidence).stream()
                .filter(branch -> branch.side() == Side.DATABASE)
                .sorted(Comparator.comparingLong(branch -> start(evidence, branch)))
                .toList();
        long total = 0;
        long until = Long.MIN_VALUE;
        for (InDoubt branch : intervals) {
            long from = Math.max(until, start(evidence, branch));
            total += Math.max(0, branch.to() - from);
            until = Math.max(until, branch.to());
        }
        return total;
    }
}
