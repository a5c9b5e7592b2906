package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.atomicevents.harness.bench.BenchSuite;
import org.atomicevents.servers.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmarks and their report. */
@Command(
        name = "bench",
        description = "Measures what each strategy costs, beside what the same work costs without it.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private Checkout checkout;

    @Mixin
    private StrategyOption strategies;

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--run",
            paramLabel = "<folder>",
            description = "Add to the report of this run, such as one of crash, instead of making a new one.")
    private Path run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("bench", installation, () -> bench(installation));
    }

    private int bench(Installation installation) throws IOException {
        BenchSuite.Selection selection = options.selection(strategies.orElseAll());
        String command = CommandText.of(spec);
        Session session = run == null ? Session.begin(installation, command) : Session.goOn(installation, run, command);
        session.bench(selection);
        spec.commandLine().getOut().println(session.page());
        return session.exitCode();
    }
}
