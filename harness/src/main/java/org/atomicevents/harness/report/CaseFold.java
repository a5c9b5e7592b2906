package org.atomicevents.harness.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.Run.Step;

/**
 * Everything there is to say about one case.
 *
 * @param headline the killed process and the crash point
 * @param link to the folder with the evidence, relative to the page
 */
record CaseFold(
        String anchor,
        String id,
        Mark mark,
        String headline,
        String outcome,
        String fired,
        List<Evidence> evidence,
        Map<String, String> state,
        List<Time> times,
        CaseLanes timeline,
        String folder,
        String link,
        String again) {

    record Evidence(Mark mark, String anomaly, String sentence) {}

    record Time(String what, String value) {}

    static CaseFold of(Suite suite, CaseResult result) {
        Step step = suite.step(result);
        return new CaseFold(
                suite.anchor(result),
                result.id(),
                Mark.of(result.verdict()),
                Suite.phase(result) + " step " + suite.number(step.id()) + ": " + step.description(),
                Suite.outcome(result),
                result.fault() + (result.fired() ? "" : ": did not fire, so nothing is decided"),
                result.findings().stream().map(CaseFold::evidence).toList(),
                result.state(),
                times(result),
                CaseLanes.of(result),
                result.folder(),
                link(result.folder()),
                result.again());
    }

    private static Evidence evidence(Finding finding) {
        return new Evidence(Mark.of(List.of(finding)), Mark.word(finding.anomaly()), finding.evidence());
    }

    private static List<Time> times(CaseResult result) {
        long inDoubt = result.times().inDoubt();
        return List.of(
                new Time(
                        "restart, process start to ready",
                        Figures.duration(result.times().boot())),
                new Time(
                        "recovery, ready to settled",
                        Figures.duration(result.times().recovery())),
                new Time("locks in doubt", inDoubt == 0 ? "never" : Figures.duration(inDoubt)),
                new Time("the whole case", Figures.duration(result.times().total())));
    }

    /** Folders carry the step's name, with characters that mean something else in a link. */
    private static String link(String folder) {
        return StreamSupport.stream(Path.of(folder).spliterator(), false)
                .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .collect(Collectors.joining("/", "./", "/"));
    }
}
