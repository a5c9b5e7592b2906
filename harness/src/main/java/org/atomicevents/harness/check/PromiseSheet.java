package org.atomicevents.harness.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.atomicevents.harness.run.CaseResult.Anomaly;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run.Promise;

/**
 * The one place that says which promise admits which anomaly, and which verdict follows.
 *
 * <p>The verdict is the worst of what its parts say:
 *
 * <ul>
 *   <li>a finding that is not admitted: VIOLATED, but for NOT_RECOVERED, which is its own verdict;
 *   <li>an admitted finding: ADMITTED, but for IN_DOUBT, which is then a measurement and leaves HOLDS as it is: locks that a
 *       strategy says it may hold, and that recovery did let go, are a price (see {@code Times#inDoubt}), not a failure;
 *   <li>a gap in the evidence: UNKNOWN. It never hides a violation, since a finding is proven by what the history does hold.
 * </ul>
 */
final class PromiseSheet {

    private static final Predicate<Promise> NEVER = promise -> false;

    /** In the order of the enum. Who may lose a change altogether may also leave it with an operator, or a hole where it was. */
    private static final Map<Anomaly, Predicate<Promise>> ADMITS = new EnumMap<>(Map.ofEntries(
            Map.entry(Anomaly.ACK_LOST, NEVER),
            Map.entry(Anomaly.LOST, Promise::mayLose),
            Map.entry(Anomaly.STRANDED, Promise::mayLose),
            Map.entry(Anomaly.PHANTOM, Promise::mayAnnounceUncommitted),
            Map.entry(Anomaly.EARLY, Promise::mayArriveEarly),
            Map.entry(Anomaly.DUP_BROKER, Promise::mayDuplicateAtBroker),
            Map.entry(Anomaly.DUP_EFFECT, NEVER),
            Map.entry(Anomaly.REORDER, promise -> !promise.keepsOrderPerSubject()),
            Map.entry(Anomaly.GAP, Promise::mayLose),
            Map.entry(Anomaly.IN_DOUBT, Promise::mayLeaveLocksInDoubt),
            Map.entry(Anomaly.HEURISTIC, NEVER),
            Map.entry(Anomaly.RESIDUE, NEVER),
            Map.entry(Anomaly.NOT_RECOVERED, NEVER)));

    private final Promise promise;

    PromiseSheet(Promise promise) {
        this.promise = promise;
    }

    boolean admits(Anomaly anomaly) {
        return ADMITS.get(anomaly).test(promise);
    }

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
