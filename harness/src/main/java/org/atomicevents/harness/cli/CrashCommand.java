package org.atomicevents.harness.cli;

import java.util.concurrent.Callable;
import org.atomicevents.servers.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The crash suite and its report. */
@Command(
        name = "crash",
        description = "Kills the server before and after every step of every strategy, and says what was lost.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class CrashCommand implements Callable<Integer> {

    @Mixin
    private Checkout checkout;

    @Mixin
    private StrategyOption strategies;

    @Mixin
    private CrashOptions options;

    @Option(
            names = "--case",
            paramLabel = "<id>",
            description = "Only this one, such as 'xa/command/xa.prepare(database)#1:before'.")
    private String one;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("crash", installation, () -> crash(installation));
    }

    private int crash(Installation installation) throws Exception {
        Session session = Session.begin(installation, CommandText.of(spec));
        session.crash(
                one == null
                        ? options.selection(strategies.orElseAll(), session.folder())
                        : options.one(one, session.folder()));
        if (one == null && options.selfTest()) {
            session.selfTest();
        }
        spec.commandLine().getOut().println(session.page());
        return session.exitCode();
    }
}
