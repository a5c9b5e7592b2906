package org.atomicevents.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code junit.xml} and {@code result.svg}, read back with an XML parser. */
class OtherFilesTest {

    @TempDir
    Path folder;

    /** One test case per case; a broken promise and a case that did not recover fail, an undecided one is an error. */
    @Test
    void junitCounts() throws Exception {
        Document junit = report(SampleRun.bad(), "junit.xml");
        assertThat(suite(junit, "planted-bug").getAttribute("tests")).isEqualTo("26");
        assertThat(suite(junit, "planted-bug").getAttribute("failures")).isEqualTo("13");
        assertThat(suite(junit, "planted-bug").getAttribute("errors")).isEqualTo("1");
        assertThat(suite(junit, "dual-write").getAttribute("failures")).isEqualTo("0");
        assertThat(suite(junit, "planted bugs").getAttribute("failures")).isEqualTo("1");
        assertThat(elements(junit, "testcase")).hasSize(88 + 3);
        assertThat(elements(junit, "failure")).hasSize(13 + 1);
        assertThat(elements(junit, "error")).hasSize(1);
    }

    /** The evidence is in the output of its test case, also where the weakness is admitted. */
    @Test
    void junitCarriesTheEvidence() throws Exception {
        Document junit = report(SampleRun.bad(), "junit.xml");
        Element lost = elements(junit, "testcase").stream()
                .filter(test -> test.getAttribute("classname").equals("dual-write"))
                .filter(test -> test.getAttribute("name").equals("command/db.commit#1:after"))
                .findFirst()
                .orElseThrow();
        assertThat(lost.getElementsByTagName("failure").getLength()).isZero();
        assertThat(lost.getTextContent())
                .contains(
                        "ADMITTED",
                        "LOST (admitted): Let e = product p-3 v2",
                        "evidence: cases/dual-write/",
                        "again: ./atomic-events crash");
    }

    /** Evidence may quote bytes that XML cannot carry. */
    @Test
    void junitSurvivesControlCharacters() throws Exception {
        StrategyRun xa = SampleRun.good().strategies().get(0);
        CaseResult c = xa.cases().get(0);
        CaseResult odd = new CaseResult(
                c.id(),
                c.strategy(),
                c.step(),
                c.phase(),
                c.fault(),
                true,
                Verdict.VIOLATED,
                List.of(new Finding(Anomaly.PHANTOM, false, "body \u0000\u0007 ]]> <&\ud800 😀")),
                c.times(),
                c.state(),
                c.timeline(),
                c.folder(),
                c.again());
        Run run = SampleRun.run(
                List.of(new StrategyRun("xa", xa.guarantees(), xa.steps(), List.of(), List.of(odd))), true);
        assertThat(elements(report(run, "junit.xml"), "failure").get(0).getTextContent())
                .contains("body \ufffd\ufffd ]]> <&\ufffd 😀");
    }

    /** The picture names every strategy and draws a sign for every crash point. */
    @Test
    void picture() throws Exception {
        Document picture = report(SampleRun.good(), "result.svg");
        List<String> texts =
                elements(picture, "text").stream().map(Element::getTextContent).toList();
        assertThat(texts)
                .contains("Killed 62 times: every promise was kept", "xa", "outbox-polling", "dual-write", "9.42 ×");
        // 62 crash points, 5 counts and a time in doubt for each of 3 strategies, and the legend
        assertThat(texts)
                .filteredOn(text -> text.equals("✓") || text.equals("○"))
                .hasSize(62 + 3 * 6 + 2);
    }

    /** A run without crashes still has its picture. */
    @Test
    void pictureOfNothing() throws Exception {
        assertThat(elements(report(SampleRun.measuredOnly(), "result.svg"), "text"))
                .extracting(Element::getTextContent)
                .contains("Nothing was killed in this run");
    }

    private Document report(Run run, String file) throws Exception {
        Path page = Rendered.into(folder, run);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(page.resolveSibling(file).toFile());
    }

    private static Element suite(Document junit, String name) {
        return elements(junit, "testsuite").stream()
                .filter(suite -> suite.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
