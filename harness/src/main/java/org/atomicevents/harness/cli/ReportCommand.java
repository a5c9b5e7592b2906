package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.atomicevents.harness.check.Rejudgement;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.report.Report;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of a run that was made before, again; nothing is started. */
@Command(
        name = "report",
        description = "Judges a stored run again and writes its report, without running anything.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private Checkout checkout;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "<run>",
            description = "The folder with run.json; by default the last run's.")
    private Path run;

    @Override
    public Integer call() throws IOException {
        Path folder = run == null ? RunFolder.latest(checkout.installation()) : run;
        Run judged = judged(folder);
        RunJson.write(judged, folder.resolve("run.json"));
        spec.commandLine().getOut().println(Report.write(folder));
        return Report.exitCode(judged);
    }

    /** From the histories, so that a checker that has learned something since can say it; without them as it was judged. */
    private static Run judged(Path folder) throws IOException {
        Run stored = RunJson.read(folder.resolve("run.json"));
        if (!Files.isDirectory(folder.resolve("cases"))) {
            return stored;
        }
        return Rejudgement.of(stored, result -> History.read(folder.resolve(result.folder())));
    }
}
