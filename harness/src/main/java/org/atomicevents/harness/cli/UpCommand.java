package org.atomicevents.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Postgres;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;
import org.atomicevents.servers.progress.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The whole stack in the foreground. */
@Command(
        name = "up",
        description = "Starts PostgreSQL, Artemis and WildFly with the application, says where they are, and runs them"
                + " until Ctrl-C. The data is new each time and stays under target/atomic-events/runs.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private Checkout checkout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Installation installation = checkout.installation();
        return CheckoutLock.during("up", installation, () -> serve(installation, RunFolder.create(installation)));
    }

    /** Ctrl-C ends this JVM while it waits here, and the shutdown hook of the stack ends the servers. */
    private Integer serve(Installation installation, Path folder) throws InterruptedException {
        Progress.say("Starting PostgreSQL, Artemis and WildFly, which takes about 20 seconds ...");
        try (Stack stack =
                Stack.start(installation, folder, Wildfly.Options.serving().observed())) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(describe(stack, folder));
            out.flush();
            String ended = stack.awaitEnd();
            throw new IllegalStateException(
                    ended + " ended although nobody asked it to; its log is in " + folder.resolve(ended));
        }
    }

    private static String describe(Stack stack, Path folder) {
        return """

                application  %1$s
                database     %2$s  (user %3$s, password %4$s)
                broker       %5$s  (user %6$s, password %7$s, queue %8$s, a copy of each message in %9$s)
                operator     %11$s  (user %12$s, password %13$s)
                health       %14$s/health
                metrics      %14$s/prometheus
                logs         %10$s

                curl -s %1$s/strategies
                curl -s -H 'Content-Type: application/json' -d '{"id":"lamp","name":"Lamp","price":19.90}' %1$s/products
                curl -s -X PUT -H 'Content-Type: application/json' -d '{"price":17.50,"version":1}' %1$s/products/lamp/price
                curl -s -X PUT -H 'Content-Type: application/json' -d '{"price":16.00,"version":2}' %1$s/strategies/xa/products/lamp/price
                curl -s %1$s/replica/products/lamp     # what the events told; a moment later

                curl -s -u %12$s:%13$s %11$s/vitals
                curl -s -u %12$s:%13$s %11$s/entries/parked
                curl -s -u %12$s:%13$s -X POST '%11$s/entries/<event id>/replay?source=<its source>'     # or discard
                curl -s -u %12$s:%13$s %11$s/audit
                curl -s %14$s/health/ready
                curl -s %14$s/prometheus | grep atomicevents

                Ctrl-C ends it all.
                """.formatted(
                        stack.wildfly().catalog(),
                        stack.postgres().jdbcUrl(),
                        Postgres.USER,
                        Postgres.PASSWORD,
                        stack.artemis().url(),
                        Artemis.USER,
                        Artemis.PASSWORD,
                        Artemis.QUEUE,
                        Artemis.AUDIT_QUEUE,
                        folder,
                        stack.wildfly().operations(),
                        Wildfly.OPERATOR,
                        Wildfly.OPERATOR_PASSWORD,
                        stack.wildfly().management());
    }
}
