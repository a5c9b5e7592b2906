package org.atomicevents.harness.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.atomicevents.harness.bench.BenchSuite;
import org.atomicevents.servers.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything: what breaks where, what it costs, one report. */
@Command(
        name = "compare",
        description =
                "Kills the server at every step of three strategies, measures what each of them costs, and writes one"
                        + " report of both. Takes about 20 minutes on two cores; with --strategy all some 100.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class CompareCommand implements Callable<Integer> {

    /** The two that everybody argues about, and the one that everybody writes first. */
    private static final List<String> THREE = List.of("xa", "outbox-polling", "dual-write");

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
        List<String> ids = strategies.orElse(THREE);
        BenchSuite.Selection measured = benchOptions.selection(ids);
        Session session = Session.begin(installation, CommandText.of(spec));
        session.crash(crashOptions.selection(ids, session.folder()));
        if (crashOptions.selfTest()) {
            session.selfTest();
        }
        session.bench(measured);
        spec.commandLine().getOut().println(session.page());
        return session.exitCode();
    }
}
