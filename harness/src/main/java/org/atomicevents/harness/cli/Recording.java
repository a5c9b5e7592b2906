package org.atomicevents.harness.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.atomicevents.harness.crash.CrashSuite;
import org.atomicevents.harness.report.Report;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;
import org.atomicevents.harness.stack.Installation;
import org.atomicevents.harness.stack.Versions;

/** One run as it grows, and at its end {@code run.json} and the report. For one thread. */
final class Recording {

    private static final long MEBIBYTE = 1 << 20;

    private final Installation installation;
    private final Path folder;
    private final String command;
    private final Instant begin = Instant.now();
    private CrashSuite.Outcome outcome = new CrashSuite.Outcome(List.of(), List.of());
    private List<Run.SelfTest> selfTests = List.of();
    private String benchmarks;

    Recording(Installation installation, Path folder, String command) {
        this.installation = installation;
        this.folder = folder;
        this.command = command;
    }

    void crashed(CrashSuite.Outcome result) {
        outcome = result;
    }

    void selfTested(List<Run.SelfTest> results) {
        selfTests = results;
    }

    void measured(Path jmh) {
        benchmarks = folder.relativize(jmh).toString();
    }

    /** Writes {@code run.json}, and from it the report, which it returns. */
    Path write() throws IOException {
        RunJson.write(run(), folder.resolve("run.json"));
        return Report.write(folder);
    }

    /** As the report's, for what has been recorded. */
    int exitCode() throws IOException {
        return Report.exitCode(run());
    }

    private Run run() throws IOException {
        return new Run(
                Run.SCHEMA_VERSION,
                command,
                begin,
                Instant.now(),
                rig(),
                outcome.boots(),
                outcome.strategies(),
                selfTests,
                benchmarks);
    }

    private Run.Rig rig() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Run.Rig(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / MEBIBYTE,
                System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                commit(),
                Versions.of(installation).entrySet().stream()
                        .map(part -> new Run.Part(part.getKey(), part.getValue()))
                        .toList());
    }

    /** With {@code -dirty} if what was measured is not what was committed; {@code unknown} outside a Git work tree. */
    private String commit() throws IOException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .directory(installation.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes()).trim();
            return answer.isEmpty() ? "unknown" : answer;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
