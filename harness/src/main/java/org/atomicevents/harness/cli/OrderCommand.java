package org.atomicevents.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.atomicevents.harness.crash.CrashSuite;
import org.atomicevents.harness.order.OrderPlan;
import org.atomicevents.harness.order.OrderRun;
import org.atomicevents.harness.order.OrderSuite;
import org.atomicevents.harness.order.Victim;
import org.atomicevents.servers.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two servers under load, one of them killed. */
@Command(
        name = "order",
        description =
                "Two servers on one database and one broker, eight writers, one server, the database or the broker killed"
                        + " twice on the way: is every"
                        + " subject's every event consumed once and in order? Writes order.json.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class OrderCommand implements Callable<Integer> {

    private static final int QUICK = 2_000;

    @Mixin
    private Checkout checkout;

    @Option(
            names = "--strategy",
            paramLabel = "<id>",
            split = ",",
            description = "Which, in this order; by default every one that promises order per subject.")
    private List<String> strategies = List.of();

    @Option(
            names = "--events",
            paramLabel = "<n>",
            defaultValue = "20000",
            description = "How many to publish through each strategy (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--applications",
            paramLabel = "<n>",
            defaultValue = "1",
            description =
                    "How many share the database, each with two servers, a broker and --events of its own; one server of the first is"
                            + " killed (default: ${DEFAULT-VALUE}).")
    private int applications;

    @Option(
            names = "--kill",
            paramLabel = "<what>",
            defaultValue = "SERVER",
            description = "What is killed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Victim victim;

    @Option(names = "--quick", description = "Only " + QUICK + " events, to see that it runs.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("order", installation, () -> order(installation));
    }

    private int order(Installation installation) throws Exception {
        OrderPlan plan = OrderPlan.of(quick ? Math.min(events, QUICK) : events, OrderPlan.Rig.of(applications, victim));
        Path folder = RunFolder.create(installation);
        Instant begin = Instant.now();
        List<OrderRun.Result> results = new OrderSuite(installation, plan, folder)
                .run(strategies.isEmpty() ? CrashSuite.strategies() : strategies, strategies.isEmpty());
        OrderRun run = new OrderRun(OrderRun.SCHEMA_VERSION, CommandText.of(spec), begin, Instant.now(), results);
        Path file = folder.resolve("order.json");
        run.write(file);
        spec.commandLine().getOut().println(file);
        return switch (run.worst()) {
            case HOLDS, ADMITTED -> ExitCode.HOLDS;
            case VIOLATED -> ExitCode.VIOLATED;
            case UNKNOWN, NOT_RECOVERED -> ExitCode.UNDECIDED;
        };
    }
}
