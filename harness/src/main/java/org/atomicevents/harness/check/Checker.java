package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.run.CaseResult.Finding;

/** The judge. {@code O(n log n)} in the length of the history. */
public final class Checker {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    (Finding finding) -> Verdicts.verdict(finding))
            .reversed()
            .thenComparing(Finding::anomaly);

    private Checker() {}

    /**
     * Holds {@code history} to {@code guarantees}. The same arguments always give the same answer; the order of the history
     * matters only among observations of one kind.
     */
    public static Judgement judge(List<Observation> history, Guarantees guarantees) {
        Evidence evidence = new Evidence(history);
        Findings findings = new Findings(guarantees);
        CommandChecks.run(evidence, findings);
        EventChecks.run(evidence, findings);
        OrderChecks.run(evidence, findings);
        RecoveryChecks.run(evidence, findings);

        List<Finding> sorted = new ArrayList<>(findings.all());
        sorted.sort(WORST_FIRST);
        List<String> undecided = Vacuity.of(evidence);
        return new Judgement(
                Verdicts.verdict(sorted, undecided), sorted, undecided, RecoveryChecks.inDoubtMillis(evidence));
    }
}
