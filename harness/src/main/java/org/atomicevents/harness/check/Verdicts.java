package org.atomicevents.harness.check;

import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;

/**
 * The verdict that follows from findings and gaps in the evidence: the worst of what its parts give.
 *
 * <ul>
 *   <li>a finding that is not admitted: VIOLATED, but for NOT_RECOVERED, which is its own verdict;
 *   <li>an admitted finding: ADMITTED, but for IN_DOUBT, which is then a measurement and leaves HOLDS as it is: locks that a
 *       strategy says it may hold, and that recovery did let go, are a price (see {@code Times#inDoubt}), not a failure;
 *   <li>a gap in the evidence: UNKNOWN. It never hides a violation, since a finding is proven by what the history does hold.
 * </ul>
 */
final class Verdicts {

    private Verdicts() {}

    static Verdict verdict(List<Finding> findings, List<String> undecided) {
        Verdict worst = undecided.isEmpty() ? Verdict.HOLDS : Verdict.UNKNOWN;
        for (Finding finding : findings) {
            Verdict says = verdict(finding);
            worst = says.compareTo(worst) > 0 ? says : worst;
        }
        return worst;
    }

    static Verdict verdict(Finding finding) {
        if (finding.admitted()) {
            return finding.anomaly() == Anomaly.IN_DOUBT ? Verdict.HOLDS : Verdict.ADMITTED;
        }
        return finding.anomaly() == Anomaly.NOT_RECOVERED ? Verdict.NOT_RECOVERED : Verdict.VIOLATED;
    }
}
