package org.atomicevents.harness.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.harness.run.Run.StrategyRun;

/**
 * The run as a build server reads it: one suite per strategy, one test case per crash case. A broken promise is a
 * failure, an undecided case an error (a skipped one would pass for green), an admitted weakness a success that says so.
 */
final class JUnitXml {

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(Run run, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            new JUnitXml(xml).document(run);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void document(Run run) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (StrategyRun strategy : run.strategies()) {
            suite(strategy, run);
        }
        if (!run.selfTests().isEmpty()) {
            plantedBugs(run.selfTests());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(StrategyRun strategy, Run run) throws XMLStreamException {
        List<CaseResult> cases = strategy.cases();
        long failures = cases.stream().filter(JUnitXml::failed).count();
        long errors = cases.stream()
                .filter(result -> result.verdict() == Verdict.UNKNOWN)
                .count();
        startSuite(strategy.id(), cases.size(), failures, errors);
        attribute("timestamp", run.startedAt().toString());
        attribute(
                "time",
                seconds(cases.stream()
                        .mapToLong(result -> result.times().total())
                        .sum()));
        for (CaseResult result : cases) {
            testCase(result);
        }
        xml.writeEndElement();
    }

    private void testCase(CaseResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", result.strategy());
        attribute("name", result.step() + ":" + Suite.phase(result));
        attribute("time", seconds(result.times().total()));
        if (failed(result)) {
            problem("failure", result);
        } else if (result.verdict() == Verdict.UNKNOWN) {
            problem("error", result);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(printable(evidence(result)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void problem(String element, CaseResult result) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("type", result.verdict().name());
        attribute("message", Suite.outcome(result));
        xml.writeCharacters(printable(findings(result)));
        xml.writeEndElement();
    }

    private void plantedBugs(List<SelfTest> tests) throws XMLStreamException {
        long missed = tests.stream().filter(test -> !test.passed()).count();
        startSuite("planted bugs", tests.size(), missed, 0);
        for (SelfTest test : tests) {
            xml.writeStartElement("testcase");
            attribute("classname", "planted bugs");
            attribute("name", test.bug());
            if (!test.passed()) {
                xml.writeStartElement("failure");
                attribute("message", "predicted at " + test.predictedAt() + ", caught at " + test.caughtAt());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void startSuite(String name, int tests, long failures, long errors) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", Integer.toString(tests));
        attribute("failures", Long.toString(failures));
        attribute("errors", Long.toString(errors));
        attribute("skipped", "0");
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, printable(value));
    }

    private static boolean failed(CaseResult result) {
        return result.verdict() == Verdict.VIOLATED || result.verdict() == Verdict.NOT_RECOVERED;
    }

    private static String evidence(CaseResult result) {
        return result.verdict() + "\nfault: " + result.fault() + (result.fired() ? "" : " (did not fire)") + "\n"
                + findings(result) + "evidence: " + result.folder() + "\nagain: " + result.again() + "\n";
    }

    private static String findings(CaseResult result) {
        return result.findings().stream()
                .map(finding ->
                        finding.anomaly() + (finding.admitted() ? " (admitted): " : ": ") + finding.evidence() + "\n")
                .collect(Collectors.joining());
    }

    private static String seconds(long millis) {
        return Figures.format("%.3f", millis / 1_000.0);
    }

    /** XML 1.0 has no way to write most control characters, not even escaped; evidence may quote a binary body. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int c) {
        return c == '\n'
                || c == '\t'
                || c == '\r'
                || c >= ' ' && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
