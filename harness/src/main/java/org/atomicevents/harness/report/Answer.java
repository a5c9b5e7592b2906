package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Verdict;

/**
 * The first thing on the page: what came of it, in a headline and one paragraph.
 *
 * @param mark the worst verdict of the run
 */
record Answer(Mark mark, String headline, String paragraph) {

    private static final Set<Anomaly> HARM = Set.of(
            Anomaly.ACK_LOST,
            Anomaly.LOST,
            Anomaly.STRANDED,
            Anomaly.PHANTOM,
            Anomaly.DUP_EFFECT,
            Anomaly.REORDER,
            Anomaly.GAP);

    static Answer of(List<Suite> suites) {
        List<CaseResult> cases =
                suites.stream().flatMap(suite -> suite.cases().stream()).toList();
        if (cases.isEmpty()) {
            return new Answer(
                    Mark.NOT_RUN,
                    "Nothing was killed in this run",
                    "This run only measured. What survives a crash is answered by 'crash' and 'compare'.");
        }
        Verdict worst =
                cases.stream().max(Mark.byVerdict()).map(CaseResult::verdict).orElseThrow();
        return new Answer(Mark.of(worst), headline(cases), paragraph(suites, cases.size()));
    }

    private static String headline(List<CaseResult> cases) {
        String killed = "Killed " + Figures.counted(cases.size(), "time") + ": ";
        long violated = count(cases, Verdict.VIOLATED);
        long stuck = count(cases, Verdict.NOT_RECOVERED);
        long unknown = count(cases, Verdict.UNKNOWN);
        List<String> bad = new ArrayList<>();
        if (violated > 0) {
            bad.add(Figures.counted(violated, "broken promise"));
        }
        if (stuck > 0) {
            bad.add(stuck + " not recovered");
        }
        if (unknown > 0) {
            bad.add(unknown + " undecided");
        }
        return killed + (bad.isEmpty() ? "every promise was kept" : Figures.listed(bad));
    }

    private static String paragraph(List<Suite> suites, int cases) {
        List<String> sentences = new ArrayList<>();
        sentences.add("A service changes its database and must tell the world through a broker: two systems, two"
                + " commits, and a crash can fall between them.");
        sentences.add((suites.size() == 1 ? "One way" : Figures.inWords(suites.size()) + " ways")
                + " of doing both ran on real servers, and the application server was killed before and after every"
                + " step that leaves it, " + Figures.counted(cases, "time")
                + " in all; then it was restarted and held to what the strategy promises.");
        List<String> clean =
                suites.stream().filter(Answer::clean).map(Suite::id).toList();
        if (!clean.isEmpty()) {
            sentences.add(
                    "Wherever the kill fell, " + Figures.listed(clean)
                            + " lost nothing, announced nothing that did not happen, applied nothing twice and kept the order.");
        }
        suites.stream().filter(suite -> !clean(suite)).forEach(suite -> sentences.add(sentence(suite)));
        return String.join(" ", sentences);
    }

    private static boolean clean(Suite suite) {
        return suite.cases().stream().allMatch(result -> result.verdict().compareTo(Verdict.ADMITTED) <= 0)
                && suite.with(HARM).isEmpty()
                && !suite.cases().isEmpty();
    }

    private static String sentence(Suite suite) {
        List<String> parts = new ArrayList<>();
        describe(parts, suite, Verdict.VIOLATED, "broke a promise");
        describe(parts, suite, Verdict.NOT_RECOVERED, "did not recover");
        describe(parts, suite, Verdict.ADMITTED, "showed a weakness that it admits");
        describe(parts, suite, Verdict.UNKNOWN, "remained undecided");
        if (parts.isEmpty()) {
            return suite.id() + " was not killed.";
        }
        return "Of the " + Figures.counted(suite.cases().size(), "crash point") + " of " + suite.id() + ", "
                + Figures.listed(parts) + ".";
    }

    private static void describe(List<String> parts, Suite suite, Verdict verdict, String what) {
        List<CaseResult> cases = suite.cases().stream()
                .filter(result -> result.verdict() == verdict)
                .toList();
        if (cases.isEmpty()) {
            return;
        }
        Set<String> anomalies = new LinkedHashSet<>();
        cases.forEach(result -> result.findings().stream()
                .filter(finding -> finding.anomaly() != Anomaly.NOT_RECOVERED)
                .filter(finding -> verdict != Verdict.VIOLATED || !finding.admitted())
                .forEach(finding -> anomalies.add(Mark.word(finding.anomaly()))));
        parts.add(cases.size() + " " + what + (anomalies.isEmpty() ? "" : " (" + String.join(", ", anomalies) + ")"));
    }

    private static long count(List<CaseResult> cases, Verdict verdict) {
        return cases.stream().filter(result -> result.verdict() == verdict).count();
    }
}
