package org.atomicevents.harness.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.order.OrderCheck.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;

/** All subjects of one strategy, judged and counted; {@code copies} are the broker's, by subject. */
record OrderTrial(Guarantees guarantees, LedgerQueries books, Map<String, List<SubjectVersion>> copies) {

    /** @param settledAfter seconds, or negative if it was not all consumed in the time allowed */
    OrderRun.Result judge(ApplicationLoad load, OrderRun.Written written, OrderPlan plan, double settledAfter) {
        List<String> subjects = load.subjects();
        List<Finding> findings = new ArrayList<>(OrderCheck.foreign(subjects, copies));
        int committed = 0;
        int effects = 0;
        int doubled = 0;
        for (String subject : subjects) {
            List<SubjectVersion> changes = books.changes(subject);
            List<SubjectVersion> applied = books.effects(subject);
            List<SubjectVersion> routed = copies.getOrDefault(subject, List.of());
            findings.addAll(OrderCheck.judge(guarantees, subject, changes, applied, routed));
            committed += changes.size();
            effects += applied.size();
            doubled += routed.size() - new HashSet<>(routed).size();
        }
        if (committed != written.acknowledged() + subjects.size()) {
            findings.add(new Finding(
                    true,
                    "%d commands were acknowledged and %d changes are committed"
                            .formatted(written.acknowledged() + subjects.size(), committed)));
        }
        List<String> texts = new ArrayList<>(findings.stream()
                .map(finding -> (finding.broken() ? "" : "admitted: ") + finding.text())
                .toList());
        Verdict verdict = verdict(findings);
        if (written.kills() < plan.kills()) {
            texts.add("only %d of %d kills were seen".formatted(written.kills(), plan.kills()));
            verdict = worse(verdict, Verdict.UNKNOWN);
        }
        if (settledAfter < 0) {
            texts.add("not all was consumed within %d s"
                    .formatted(plan.settlesWithin().toSeconds()));
        }
        return new OrderRun.Result(
                load.label(),
                verdict,
                texts,
                written,
                new OrderRun.Consumed(committed, effects, doubled, Math.max(settledAfter, 0)));
    }

    private static Verdict verdict(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.broken() ? Verdict.VIOLATED : Verdict.ADMITTED)
                .reduce(Verdict.HOLDS, OrderTrial::worse);
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
