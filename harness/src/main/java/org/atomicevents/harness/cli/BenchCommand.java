package org.atomicevents.harness.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.atomicevents.harness.bench.BenchSuite;
import org.atomicevents.harness.stack.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("bench", installation, () -> bench(installation));
    }

    private int bench(Installation installation) throws IOException {
        BenchSuite.Selection selection = options.selection(strategies.orElseAll());
        Session session = Session.begin(installation, CommandText.of(spec));
        session.bench(selection);
        spec.commandLine().getOut().println(session.page());
        return session.exitCode();
    }
}
