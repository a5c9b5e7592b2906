package org.atomicevents.harness.cli;

import java.util.concurrent.Callable;
import org.atomicevents.harness.stack.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything: what breaks where, what it costs, one report. */
@Command(
        name = "compare",
        description =
                "Kills the server at every step of every strategy, measures what each strategy costs, and writes one"
                        + " report of both. Takes about 20 minutes on two cores.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private Checkout checkout;

    @Mixin
    private StrategyOption strategies;

    @Mixin
    private CrashOptions crashOptions;

    @Mixin
    private BenchOptions benchOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("compare", installation, () -> compare(installation));
    }

    private int compare(Installation installation) throws Exception {
        Session session = Session.begin(installation, CommandText.of(spec));
        session.crash(crashOptions.selection(strategies.ids(), session.folder()));
        if (crashOptions.selfTest()) {
            session.selfTest();
        }
        session.bench(strategies.ids(), benchOptions.quick());
        spec.commandLine().getOut().println(session.page());
        return session.exitCode();
    }
}
