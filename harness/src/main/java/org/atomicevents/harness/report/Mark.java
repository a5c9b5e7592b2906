package org.atomicevents.harness.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;

/**
 * The look of a verdict. The glyph and the word repeat the colour.
 *
 * @param css the class that colours it
 */
record Mark(String glyph, String word, String css) {

    static final Mark NOT_RUN = new Mark("·", "not run", "not-run");

    private static final Map<Verdict, Mark> OF_VERDICT = Map.of(
            Verdict.HOLDS, new Mark("✓", "holds", "holds"),
            Verdict.ADMITTED, new Mark("○", "admitted", "admitted"),
            Verdict.VIOLATED, new Mark("✗", "violated", "violated"),
            Verdict.UNKNOWN, new Mark("?", "undecided", "unknown"),
            Verdict.NOT_RECOVERED, new Mark("⏱", "not recovered", "not-recovered"));

    private static final Map<Anomaly, String> ANOMALIES = Map.ofEntries(
            Map.entry(Anomaly.ACK_LOST, "acknowledged command lost"),
            Map.entry(Anomaly.LOST, "event lost"),
            Map.entry(Anomaly.STRANDED, "event stranded"),
            Map.entry(Anomaly.PHANTOM, "phantom event"),
            Map.entry(Anomaly.EARLY, "seen before its row"),
            Map.entry(Anomaly.DUP_BROKER, "duplicate at the broker"),
            Map.entry(Anomaly.DUP_EFFECT, "effect applied twice"),
            Map.entry(Anomaly.REORDER, "order changed"),
            Map.entry(Anomaly.GAP, "gap in the versions"),
            Map.entry(Anomaly.IN_DOUBT, "locks in doubt"),
            Map.entry(Anomaly.HEURISTIC, "heuristic outcome"),
            Map.entry(Anomaly.RESIDUE, "residue left"),
            Map.entry(Anomaly.NOT_RECOVERED, "not recovered"));

    static Mark of(Verdict verdict) {
        return OF_VERDICT.get(verdict);
    }

    /** Of what was found in one respect: nothing, only what is admitted, or a broken promise. */
    static Mark of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return of(Verdict.HOLDS);
        }
        return of(findings.stream().allMatch(Finding::admitted) ? Verdict.ADMITTED : Verdict.VIOLATED);
    }

    static String word(Anomaly anomaly) {
        return ANOMALIES.get(anomaly);
    }

    /** In the order to explain them. */
    static List<Mark> all() {
        return List.of(
                of(Verdict.HOLDS),
                of(Verdict.ADMITTED),
                of(Verdict.VIOLATED),
                of(Verdict.NOT_RECOVERED),
                of(Verdict.UNKNOWN),
                NOT_RUN);
    }

    /** The worse verdict last. */
    static Comparator<CaseResult> byVerdict() {
        return Comparator.comparing(CaseResult::verdict);
    }
}
