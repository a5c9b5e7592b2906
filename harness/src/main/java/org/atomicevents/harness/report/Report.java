package org.atomicevents.harness.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.atomicevents.harness.run.RunJson;

/**
 * The report of a run. Reads {@code run.json} and the JMH file beside it, nothing else: a stored run can be reported
 * again without running, with the same result. Safe for use by several threads on different folders.
 */
public final class Report {

    /** The exit status for the process. */
    public static final int HOLDS = 0;

    public static final int VIOLATED = 1;
    public static final int UNDECIDED = 2;

    private Report() {}

    /**
     * Writes {@code report.html}, {@code which-one.md}, {@code result.svg} and {@code junit.xml} beside {@code run.json}, replacing what is
     * there. A JVM that dies meanwhile leaves files that the next call replaces.
     *
     * @return the page
     * @throws IOException if there is no readable run in the folder, its JMH file is not one, or the folder cannot be
     *     written; the message says which and what to do
     */
    public static Path write(Path runFolder) throws IOException {
        Run run = RunJson.read(runFolder.resolve("run.json"));
        Page page = Page.of(run, Benchmarks.read(runFolder, run.benchmarks()));
        Path html = runFolder.resolve("report.html");
        write(html, "report.ftlh", page);
        write(runFolder.resolve("result.svg"), "result.ftlx", page);
        write(runFolder.resolve("which-one.md"), "which-one.ftl", page);
        JUnitXml.write(run, runFolder.resolve("junit.xml"));
        return html;
    }

    /** Evidence may quote half a surrogate pair; unlike a writer, this replaces what UTF-8 cannot say. */
    private static void write(Path file, String template, Page page) throws IOException {
        Files.write(file, Templates.render(template, page).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The verdict of a whole run: {@link #VIOLATED} if any case broke a promise or did not recover; else
     * {@link #UNDECIDED} if any case was not decided, a strategy has no case, or a planted bug was missed (then a green
     * case proves nothing); else {@link #HOLDS}, which includes weaknesses that a strategy admits.
     */
    public static int exitCode(Run run) {
        int code = run.selfTests().stream().allMatch(SelfTest::passed) ? HOLDS : UNDECIDED;
        for (StrategyRun strategy : run.strategies()) {
            if (strategy.cases().isEmpty()) {
                code = UNDECIDED;
            }
            for (CaseResult result : strategy.cases()) {
                switch (result.verdict()) {
                    case VIOLATED, NOT_RECOVERED -> {
                        return VIOLATED;
                    }
                    case UNKNOWN -> code = UNDECIDED;
                    default -> {}
                }
            }
        }
        return code;
    }
}
