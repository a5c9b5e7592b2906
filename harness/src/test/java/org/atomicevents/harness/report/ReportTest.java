package org.atomicevents.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">([^<]+).*?</tr>", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** The headline counts the kills and says what came of them. */
    @Test
    void headlines() throws IOException {
        assertThat(page(SampleRun.good())).contains("<h1>Killed 62 times: every promise was kept</h1>");
        assertThat(page(SampleRun.bad()))
                .contains("<h1>Killed 88 times: 12 broken promises, 1 not recovered and 1 undecided</h1>");
        assertThat(page(SampleRun.measuredOnly())).contains("<h1>Nothing was killed in this run</h1>");
    }

    /** Every case has one fold, with its outcome, its evidence and the command that runs it again. */
    @Test
    void everyCaseHasItsFold() throws IOException {
        String page = page(SampleRun.bad());
        List<CaseResult> cases = cases(SampleRun.bad());
        assertThat(all(page, "<details class=\"case\" id=\"([^\"]+)\""))
                .hasSize(cases.size())
                .doesNotHaveDuplicates();
        for (CaseResult result : cases) {
            assertThat(page).contains(escaped(result.again()));
            for (Finding finding : result.findings()) {
                assertThat(page).contains(escaped(finding.evidence()));
            }
        }
    }

    /** No link leads nowhere: neither in the page nor from a cell of the map. */
    @Test
    void everyLinkLandsInThePage() throws IOException {
        String page = page(SampleRun.bad());
        assertThat(all(page, " id=\"([^\"]+)\"")).doesNotHaveDuplicates().containsAll(all(page, "href=\"#([^\"]+)\""));
        assertThat(all(page, "<a class=\"cell [^\"]*\" href=\"#([^\"]+)\""))
                .hasSize(cases(SampleRun.bad()).size());
    }

    /** Colour is never alone: each cell has a sign, and says its verdict to those who see neither. */
    @Test
    void everyCellHasASign() throws IOException {
        String page = page(SampleRun.bad());
        List<String> cells = all(page, "(<a class=\"cell.*?</a>)");
        assertThat(cells).allSatisfy(cell -> assertThat(cell).containsAnyOf("✓", "○", "✗", "?</span>", "⏱"));
        assertThat(cells)
                .filteredOn(cell -> cell.contains("class=\"cell not-recovered\""))
                .singleElement()
                .asString()
                .contains("⏱", ": not recovered");
    }

    /** Evidence may quote anything; it stays text. */
    @Test
    void markupInEvidenceIsText() throws IOException {
        assertThat(page(SampleRun.bad()))
                .doesNotContain(SampleRun.MARKUP)
                .contains("&lt;script&gt;alert(&#39;evidence &amp; all&#39;)&lt;/script&gt;");
    }

    /** The page asks for nothing outside itself and forbids itself to. */
    @Test
    void opensOffline() throws IOException {
        String page = Files.readString(Rendered.into(folder, SampleRun.bad()));
        assertThat(page.contains("content=\"default-src 'none'; ")).isTrue();
        assertThat(page).doesNotContainPattern("<script[^>]*src=");
        assertThat(withoutScripts(page)).doesNotContain("src=", "<link", "@import", "url(", "http://", "https://");
    }

    /** The table counts what was seen, strategy by strategy; a loss that is admitted is marked as such. */
    @Test
    void resultTable() throws IOException {
        String page = page(SampleRun.good());
        assertThat(row(page, "dual-write"))
                .containsPattern(
                        "data-label=\"Lost\"><span><span class=\"mark admitted\"[^>]*>○</span><span class=\"value\">2</span>")
                .containsPattern(
                        "data-label=\"Phantom\"><span><span class=\"mark holds\"[^>]*>✓</span><span class=\"value\">0</span>");
        assertThat(row(page, "xa")).containsPattern("data-label=\"Longest in doubt\">.*?admitted.*?>10\\.2 s<");
        assertThat(row(page, "outbox-polling")).containsPattern("data-label=\"Duplicate at broker\">.*?○.*?>2<");
    }

    /** An undecided case is never counted as fine. */
    @Test
    void undecidedIsNotFine() throws IOException {
        StrategyRun xa = SampleRun.good().strategies().get(0);
        CaseResult first = xa.cases().get(0);
        CaseResult missed = new CaseResult(
                first.id(),
                first.strategy(),
                first.step(),
                first.phase(),
                first.fault(),
                false,
                CaseResult.Verdict.UNKNOWN,
                List.of(),
                first.times(),
                first.state(),
                first.timeline(),
                first.folder(),
                first.again());
        String page = page(SampleRun.run(
                List.of(new StrategyRun("xa", xa.guarantees(), xa.steps(), List.of(), List.of(missed))), true));
        assertThat(row(page, "xa")).doesNotContain("✓").doesNotContain(">0<");
        assertThat(page).contains("did not fire, so nothing is decided", "1 undecided");
    }

    /** A case at a step that the trace does not have is shown all the same. */
    @Test
    void caseOutsideTheTrace() throws IOException {
        StrategyRun xa = SampleRun.good().strategies().get(0);
        String page = page(SampleRun.run(
                List.of(new StrategyRun("xa", xa.guarantees(), xa.steps().subList(0, 3), List.of(), xa.cases())),
                true));
        assertThat(all(page, "<details class=\"case\" id=\"([^\"]+)\""))
                .hasSize(xa.cases().size());
        assertThat(page).contains("Not in the trace: command/log.write#1");
    }

    /** The fault is drawn as the cut, and time counts from it. */
    @Test
    void timelineHasTheCut() throws IOException {
        String page = page(SampleRun.good());
        assertThat(all(page, "(<tr class=\"cut\"><td class=\"at\">0</td>)"))
                .hasSize(cases(SampleRun.good()).size());
        assertThat(page)
                .contains(
                        "✂ SIGKILL command/log.write#1:after",
                        "<td class=\"lane DOWN\">",
                        "<td class=\"lane IN_DOUBT\">");
    }

    /** Medians of the same run, and the bound they are held to. */
    @Test
    void caseBesideBoot() throws IOException {
        assertThat(page(SampleRun.good()))
                .containsPattern(
                        "<b>1\\.\\d\\d ×</b> the server's own boot time, in the median; the bound is 1.7: kept")
                .contains("median boot 7.0 s (3 boots");
    }

    /** Steps that were seen only sometimes, planted bugs and counts are on the page. */
    @Test
    void trust() throws IOException {
        assertThat(page(SampleRun.good())).contains("command/db.statement(sequence next)#1", "3 of 3 caught");
        assertThat(page(SampleRun.bad())).contains("2 of 3 caught", "missed");
    }

    /** The same run makes the same files. */
    @Test
    void isAFunctionOfTheRun() throws IOException {
        byte[] first = Files.readAllBytes(Rendered.into(folder, SampleRun.bad()));
        assertThat(Arrays.equals(Files.readAllBytes(Report.write(folder)), first))
                .isTrue();
    }

    /** A folder without a run says so. */
    @Test
    void noRun() {
        assertThatThrownBy(() -> Report.write(folder)).hasMessageContaining("There is no run.json");
    }

    /** 0 holds, and weaknesses that are admitted; 1 violated or not recovered; 2 undecided. */
    @Test
    void exitCodes() {
        StrategyRun xa = SampleRun.good().strategies().get(0);
        StrategyRun broken = SampleRun.bad().strategies().get(3);
        assertThat(Report.exitCode(SampleRun.good())).isEqualTo(Report.HOLDS);
        assertThat(Report.exitCode(SampleRun.bad())).isEqualTo(Report.VIOLATED);
        for (CaseResult result : broken.cases()) {
            Run one = SampleRun.run(
                    List.of(xa, new StrategyRun("x", broken.guarantees(), broken.steps(), List.of(), List.of(result))),
                    true);
            int expected =
                    switch (result.verdict()) {
                        case HOLDS, ADMITTED -> Report.HOLDS;
                        case VIOLATED, NOT_RECOVERED -> Report.VIOLATED;
                        case UNKNOWN -> Report.UNDECIDED;
                    };
            assertThat(Report.exitCode(one)).as(result.id()).isEqualTo(expected);
        }
    }

    /** A planted bug that was missed, or a strategy that was never killed, leaves nothing decided. */
    @Test
    void nothingProvenIsUndecided() {
        StrategyRun xa = SampleRun.good().strategies().get(0);
        assertThat(Report.exitCode(SampleRun.run(List.of(xa), false))).isEqualTo(Report.UNDECIDED);
        StrategyRun idle = new StrategyRun("xa", xa.guarantees(), xa.steps(), List.of(), List.of());
        assertThat(Report.exitCode(SampleRun.run(List.of(idle), true))).isEqualTo(Report.UNDECIDED);
        assertThat(Report.exitCode(SampleRun.measuredOnly())).isEqualTo(Report.HOLDS);
    }

    /** Without its scripts, which are long. */
    private String page(Run run) throws IOException {
        return withoutScripts(Files.readString(Rendered.into(folder, run)));
    }

    private static String withoutScripts(String page) {
        return page.replaceAll("(?s)<script.*?</script>", "");
    }

    private static String row(String page, String strategy) {
        return ROW.matcher(page)
                .results()
                .filter(row -> row.group(1).equals(strategy))
                .findFirst()
                .orElseThrow()
                .group();
    }

    private static List<CaseResult> cases(Run run) {
        return run.strategies().stream()
                .flatMap(strategy -> strategy.cases().stream())
                .toList();
    }

    private static List<String> all(String page, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
