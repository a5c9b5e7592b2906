package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.atomicevents.harness.report.Report;
import org.atomicevents.harness.run.RunJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of a run that was made before, again; nothing is started. */
@Command(
        name = "report",
        description = "Writes the report of a stored run again, without running anything.",
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
        Path page = Report.write(folder);
        spec.commandLine().getOut().println(page);
        return Report.exitCode(RunJson.read(folder.resolve("run.json")));
    }
}
