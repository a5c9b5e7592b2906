package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.Run.Promise;

/** The judge. {@code O(n log n)} in the length of the history. */
public final class Checker {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    (Finding finding) -> PromiseSheet.verdict(finding))
            .reversed()
            .thenComparing(Finding::anomaly);

    private Checker() {}

    /**
     * Holds {@code history} to {@code promise}. The same arguments always give the same answer; the order of the history
     * matters only among observations of one kind.
     */
    public static Judgement judge(List<Observation> history, Promise promise) {
        Evidence evidence = new Evidence(history);
        Findings findings = new Findings(new PromiseSheet(promise));
        CommandChecks.run(evidence, findings);
        EventChecks.run(evidence, findings);
        OrderChecks.run(evidence, findings);
        RecoveryChecks.run(evidence, findings);

        List<Finding> sorted = new ArrayList<>(findings.all());
        sorted.sort(WORST_FIRST);
        List<String> undecided = Vacuity.of(evidence);
        return new Judgement(
                PromiseSheet.verdict(sorted, undecided), sorted, undecided, RecoveryChecks.inDoubtMillis(evidence));
    }
}
