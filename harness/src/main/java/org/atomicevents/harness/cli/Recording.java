package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.atomicevents.harness.crash.CrashSuite;
import org.atomicevents.harness.report.Report;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;

/** One run as it grows, and at its end {@code run.json} and the report. For one thread. */
final class Recording {

    private final Path folder;
    private final String command;
    private final Instant begin;
    private final Run.Rig rig;
    private CrashSuite.Result outcome = new CrashSuite.Result(List.of(), List.of());
    private List<Run.SelfTest> selfTests = List.of();
    private String benchmarks;

    Recording(Path folder, String command, Run.Rig rig) {
        this(folder, command, Instant.now(), rig);
    }

    private Recording(Path folder, String command, Instant begin, Run.Rig rig) {
        this.folder = folder;
        this.command = command;
        this.begin = begin;
        this.rig = rig;
    }

    /**
     * More of the run that is stored in {@code folder}.
     *
     * @throws IOException if there is none
     * @throws IllegalStateException if it was made with other parts or on another machine
     */
    static Recording goingOn(Path folder, String command, Run.Rig rig) throws IOException {
        Run stored = RunJson.read(folder.resolve("run.json"));
        if (!rig.at("").equals(stored.rig().at(""))) {
            throw new IllegalStateException(
                    "%s was made on %s; this is %s. Their numbers do not belong into one report: make a new run"
                            .formatted(folder, stored.rig(), rig));
        }
        String commit = stored.rig().commit().equals(rig.commit())
                ? rig.commit()
                : stored.rig().commit() + ", then " + rig.commit();
        var recording = new Recording(folder, stored.command() + " && " + command, stored.startedAt(), rig.at(commit));
        recording.outcome = new CrashSuite.Result(stored.boots(), stored.strategies());
        recording.selfTests = stored.selfTests();
        recording.benchmarks = stored.benchmarks();
        return recording;
    }

    void crashed(CrashSuite.Result result) {
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

    private Run run() {
        return new Run(
                Run.SCHEMA_VERSION,
                command,
                begin,
                Instant.now(),
                rig,
                outcome.boots(),
                outcome.strategies(),
                selfTests,
                benchmarks);
    }
}
