package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.Run.Step;

/**
 * One strategy told as its numbered steps, with every cut drawn between them.
 *
 * @param rows steps and gaps by turns, beginning and ending with a gap
 */
record Protocol(String strategy, List<String> promises, List<String> admits, String recoveryBoundedBy, List<Row> rows) {

    /** Either a gap with its cuts (then there is no step) or a step. */
    record Row(Numbered step, List<Cut> cuts) {}

    record Numbered(int number, String id, String role, String target, String description) {}

    record Cut(String where, Mark mark, String anchor, String outcome) {}

    static Protocol of(Suite suite) {
        List<Row> rows = new ArrayList<>();
        List<Cut> gap = new ArrayList<>();
        for (Step step : suite.steps()) {
            gap.addAll(cuts(suite, step, Phase.BEFORE));
            rows.add(new Row(null, List.copyOf(gap)));
            rows.add(new Row(numbered(suite, step), List.of()));
            gap.clear();
            gap.addAll(cuts(suite, step, Phase.AFTER));
        }
        rows.add(new Row(null, List.copyOf(gap)));
        Guarantees guarantees = suite.strategy().guarantees();
        return new Protocol(
                suite.id(), lines(guarantees, true), lines(guarantees, false), guarantees.recoveryBoundedBy(), rows);
    }

    private static Numbered numbered(Suite suite, Step step) {
        return new Numbered(suite.number(step.id()), step.id(), step.role(), step.target(), step.description());
    }

    private static List<Cut> cuts(Suite suite, Step step, Phase phase) {
        String where = (phase == Phase.BEFORE ? "before " : "after ") + suite.number(step.id());
        List<CaseResult> cases = suite.casesAt(step, phase);
        if (cases.isEmpty()) {
            return List.of(new Cut(where, Mark.NOT_RUN, "", Mark.NOT_RUN.word()));
        }
        return cases.stream()
                .map(result -> new Cut(where, Mark.of(result.verdict()), suite.anchor(result), Suite.outcome(result)))
                .toList();
    }

    /** The guarantees (wanted), or the admitted weaknesses, in the strategy's own words. */
    private static List<String> lines(Guarantees guarantees, boolean wanted) {
        List<String> lines = new ArrayList<>();
        line(lines, wanted, guarantees.admits(Anomaly.LOST), "an event may be lost", "no event is lost");
        line(
                lines,
                wanted,
                guarantees.admits(Anomaly.PHANTOM),
                "a phantom may be announced",
                "no phantom is announced");
        line(lines, wanted, guarantees.admits(Anomaly.REORDER), "order may change", "order per subject is kept");
        line(
                lines,
                wanted,
                guarantees.admits(Anomaly.DUP_BROKER),
                "duplicates at the broker",
                "no duplicate at the broker");
        line(lines, wanted, guarantees.admits(Anomaly.EARLY), "a consumer may be earlier than the row", "never early");
        line(
                lines,
                wanted,
                guarantees.admits(Anomaly.IN_DOUBT),
                "a crash may leave locks in doubt",
                "no locks in doubt");
        return lines;
    }

    private static void line(List<String> lines, boolean wanted, boolean admitted, String weakness, String guarantees) {
        if (wanted != admitted) {
            lines.add(admitted ? weakness : guarantees);
        }
    }
}
