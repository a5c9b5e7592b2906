package org.atomicevents.harness.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atomicevents.harness.crash.StrategyServer;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.ChildProcesses;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Postgres;
import org.atomicevents.servers.Wildfly;
import org.atomicevents.servers.progress.Progress;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what each way costs: starts the servers once, runs every benchmark in a fork of its own, keeps JMH's JSON.
 * Not thread-safe. Interrupted by Ctrl-C it leaves no process.
 */
public final class BenchSuite {

    /** JMH's own format; every number shown anywhere is from here. */
    public static final String FILE = "jmh.json";

    /** JMH's own account of the run, iteration by iteration, and what the forks said. */
    public static final String LOG = "jmh.log";

    private final Installation installation;
    private final Path folder;
    private final BenchPlan plan;
    private final Map<Measurement, Double> scores = new LinkedHashMap<>();

    private BenchSuite(Installation installation, Path folder, BenchPlan plan) {
        this.installation = installation;
        this.folder = folder.toAbsolutePath().normalize();
        this.plan = plan;
    }

    /**
     * The selection of measurements.
     *
     * @param strategies by id, in this order
     * @param quick only to see that everything runs: the numbers are too short to trust
     * @param only simple names of benchmark classes; none means all of them; an unknown one is an {@link IllegalArgumentException}
     */
    public record Selection(List<String> strategies, boolean quick, List<String> only) {

        public Selection {
            strategies = List.copyOf(strategies);
            only = List.copyOf(only);
            new BenchPlan(strategies, quick, only);
        }

        BenchPlan plan() {
            return new BenchPlan(strategies, quick, only);
        }
    }

    /**
     * The result.
     *
     * @param file {@value #FILE} in the run's folder
     * @param ratios one line each, with the numbers, the minimum and whether it was met
     */
    public record Result(Path file, List<String> ratios) {}

    /**
     * Takes minutes for each strategy on two cores; says on standard error how far it is.
     *
     * @param folder of the run; gets {@value #FILE} and {@value #LOG}, and the servers' data below {@code bench}
     * @throws IllegalStateException if a server does not come up or a benchmark fails; then {@value #FILE} has what was measured before
     */
    public static Result run(Installation installation, Path folder, Selection selection) {
        return new BenchSuite(installation, folder, selection.plan()).measured();
    }

    private Result measured() {
        // One run at a time is the command line's business; JMH's own lock is a file that all users of a machine share.
        System.setProperty("jmh.ignoreLock", "true");
        Path data = folder.resolve("bench");
        try (ChildProcesses children = ChildProcesses.of(installation);
                PrintStream log = log()) {
            Postgres postgres = Postgres.start(installation, data.resolve("postgres"), children);
            Artemis artemis = Artemis.start(installation, data.resolve("artemis"), children);
            List<Measurement> inOneJvm = plan.inOneJvm();
            int overHttp = plan.deployed().stream()
                    .mapToInt(strategy -> plan.overHttp(strategy).size())
                    .sum();
            Progress progress = Progress.of("bench", inOneJvm.size() + overHttp);
            Target target = target(postgres, artemis, "");
            plan.brokerWarmUp().forEach(warmUp -> execute(warmUp, target, log));
            inOneJvm.forEach(measurement -> measure(measurement, target, log, progress));
            for (String strategy : plan.deployed()) {
                try (Wildfly wildfly = Wildfly.start(
                        installation,
                        data.resolve("wildfly-" + strategy),
                        Wildfly.Backends.of(postgres, artemis),
                        children,
                        // One database for all of them, each with a transaction log of its own.
                        StrategyServer.offering(strategy, Wildfly.Options.serving())
                                .withProperty(
                                        "jboss.tx.node.id",
                                        "bench-" + plan.deployed().indexOf(strategy)))) {
                    Target deployed =
                            target(postgres, artemis, wildfly.catalog().toString());
                    execute(plan.serverWarmUp(strategy), deployed, log);
                    plan.overHttp(strategy).forEach(measurement -> measure(measurement, deployed, log, progress));
                }
            }
        }
        Path file = folder.resolve(FILE);
        List<String> ratios =
                Ratios.lines(scores).stream().map(line -> line + plan.caution()).toList();
        return new Result(file, ratios);
    }

    private void measure(Measurement measurement, Target target, PrintStream log, Progress progress) {
        RunResult result = execute(measurement, target, log);
        // At once: what fails later takes nothing of it away.
        JmhJson.add(folder.resolve(FILE), result);
        org.openjdk.jmh.results.Result<?> score = result.getPrimaryResult();
        scores.put(measurement, measurement.headline(result));
        progress.done(
                String.format(Locale.ROOT, "%s: %.4g %s", measurement.title(), score.getScore(), score.getScoreUnit()));
    }

    private static RunResult execute(Measurement measurement, Target target, PrintStream log) {
        OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
        try {
            return new Runner(measurement.options(target), format).runSingle();
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    "Benchmark %s failed; the reason is in %s of the run, what it logged in %s"
                            .formatted(
                                    measurement.title(), LOG, target.scratch().resolve("fork.log")),
                    e);
        }
    }

    private PrintStream log() {
        try {
            Files.createDirectories(scratch());
            return new PrintStream(
                    Files.newOutputStream(folder.resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true,
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The run's folder " + folder + " cannot be written", e);
        }
    }

    private Path scratch() {
        return folder.resolve("bench/scratch");
    }

    private Target target(Postgres postgres, Artemis artemis, String catalog) {
        return new Target(
                postgres.jdbcUrl(),
                Postgres.USER,
                Postgres.PASSWORD,
                artemis.url(),
                Artemis.USER,
                Artemis.PASSWORD,
                catalog,
                scratch());
    }
}
