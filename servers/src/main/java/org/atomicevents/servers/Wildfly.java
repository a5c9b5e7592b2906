package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A WildFly of our own, in a base directory of our own, connected to one database and one broker. Not thread-safe.
 *
 * <p>It keeps its ports, its directory and its options over {@link #kill()} and {@link #restart()}.
 */
public final class Wildfly implements AutoCloseable {

    /** The user of {@link #operations()}; like the other credentials here only for a server on loopback. */
    public static final String OPERATOR = "operator";

    public static final String OPERATOR_PASSWORD = "atomicevents";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9990;
    private static final int RECOVERY = 4712;
    private static final int STATUS = 4713;

    /** The server's own message when it is up, but not all of it. */
    private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

    /**
     * The differences between two servers. Immutable.
     *
     * @param configuration its file below {@code standalone/configuration}
     * @param jvm arguments of the JVM, before those of the server; a later one wins over an earlier one
     * @param properties system properties the server reads at boot
     * @param archive whether boots are made faster with a class archive; the first start on a machine makes it
     */
    public record Options(String configuration, List<String> jvm, Map<String, String> properties, boolean archive) {

        public Options {
            jvm = List.copyOf(jvm);
            properties = Map.copyOf(properties);
        }

        /** As an administrator would run it: the server's own defaults. */
        public static Options serving() {
            return new Options(WildflyBase.CONFIGURATION, List.of(), Map.of(), false);
        }

        /**
         * For servers that are killed and started again all the time: boots fast, and recovers soon instead of at the
         * server's default of up to 140 seconds. Not for measuring anything but that.
         */
        public static Options crashing() {
            return new Options(
                    WildflyBase.CONFIGURATION,
                    List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                    Map.of(
                            "RecoveryEnvironmentBean.periodicRecoveryPeriod", "2",
                            "RecoveryEnvironmentBean.recoveryBackoffPeriod", "1",
                            "JTAEnvironmentBean.orphanSafetyInterval", "1000"),
                    true);
        }

        public Options withJvm(String... more) {
            var all = new ArrayList<>(jvm);
            all.addAll(List.of(more));
            return new Options(configuration, all, properties, archive);
        }

        public Options withProperty(String name, String value) {
            var all = new HashMap<>(properties);
            all.put(name, value);
            return new Options(configuration, jvm, all, archive);
        }

        /** With health and metrics, which the others go without because they cost a second of each boot. */
        public Options observed() {
            return configuredBy(WildflyBase.OBSERVED);
        }

        /** Another file than {@code standalone-atomicevents.xml}. */
        public Options configuredBy(String file) {
            return new Options(file, jvm, properties, archive);
        }
    }

    private final Path home;
    private final Path dir;
    private final ChildProcesses children;
    private final Options options;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final int portOffset = Ports.offset(HTTP, MANAGEMENT, RECOVERY, STATUS);
    private List<String> archive = List.of();
    private Child process;
    private Duration boot;

    private Wildfly(Path home, Path dir, ChildProcesses children, Options options) {
        this.home = home;
        this.dir = dir;
        this.children = children;
        this.options = options;
    }

    /**
     * A new server in {@code dir}, which is made; serving the application when this returns.
     *
     * @throws IllegalStateException with the end of its log, if it does not come up or the application does not deploy
     */
    public static Wildfly start(
            Installation installation, Path dir, Backends backends, ChildProcesses children, Options options) {
        Options all = options.withProperty("atomicevents.embedded", "false")
                .withProperty("atomicevents.db.port", Integer.toString(backends.database()))
                .withProperty("atomicevents.broker.port", Integer.toString(backends.broker()));
        var wildfly = new Wildfly(installation.wildfly(), dir.toAbsolutePath().normalize(), children, all);
        WildflyBase.make(installation, wildfly.base(), options);
        if (options.archive()) {
            wildfly.archive =
                    ClassArchive.of(installation, wildfly::launchToArchive)
                            .map(file -> "-XX:SharedArchiveFile=" + file)
                            .stream()
                            .toList();
        }
        wildfly.launch();
        return wildfly;
    }

    /**
     * The ports at which the server finds its database and its broker: their own ports, or those of something in between.
     *
     * @param database port on loopback
     * @param broker port on loopback
     */
    public record Backends(int database, int broker) {

        public static Backends of(Postgres postgres, Artemis artemis) {
            return new Backends(postgres.port(), artemis.port());
        }
    }

    /** {@code http://127.0.0.1:port/catalog}, without a slash at the end. */
    public URI catalog() {
        return URI.create("http://127.0.0.1:" + (HTTP + portOffset) + "/catalog");
    }

    /** {@code http://127.0.0.1:port/atomicevents}, the operator's side, without a slash at the end. */
    public URI operations() {
        return URI.create("http://127.0.0.1:" + (HTTP + portOffset) + "/atomicevents");
    }

    /** {@code http://127.0.0.1:port}, where health and metrics are, if the configuration has them. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort());
    }

    public int managementPort() {
        return MANAGEMENT + portOffset;
    }

    /** Narayana's recovery listener: {@code SCAN} and a line end ask for a recovery scan. */
    public int recoveryPort() {
        return RECOVERY + portOffset;
    }

    /** From the start of the process to the first answer of the application; of the latest start. */
    public Duration boot() {
        return boot;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The transaction log: a directory of files, some of which may be there only while the server is dead. */
    public Path objectStore() {
        return base().resolve("data/tx-object-store");
    }

    /** The data that the server and its application keep over restarts. */
    public Path data() {
        return base().resolve("data");
    }

    /** Appended to over restarts. */
    public Path log() {
        return process.log();
    }

    /** SIGKILL; gone when this returns. */
    public void kill() {
        process.kill();
    }

    /** Sends {@code STOP}, {@code CONT} …; nothing happens if the server is gone. */
    public void signal(String signal) {
        process.signal(signal);
    }

    /** After {@link #kill()}, or in place of a running server, which is first ended in good order; serving when this returns. */
    public void restart() {
        process.stop();
        launch();
    }

    @Override
    public void close() {
        process.stop();
    }

    private Path base() {
        return dir.resolve("standalone");
    }

    /** Without agents: what they change cannot be archived. */
    private Child launchToArchive(String argument) {
        List<String> plain = options.jvm().stream()
                .filter(option -> !option.startsWith("-javaagent:"))
                .toList();
        launch(new Options(options.configuration(), plain, options.properties(), true).withJvm(argument));
        return process;
    }

    private void launch() {
        launch(options.withJvm(archive.toArray(String[]::new)));
    }

    private void launch(Options options) {
        // Left by a killed server and not read again; over hundreds of restarts they would add up.
        try {
            Directories.delete(base().resolve("tmp"));
            Files.createDirectories(base().resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("Temporary files of the ended server cannot be removed", e);
        }
        long logFrom = Logs.end(dir.resolve("wildfly.log"));
        long begin = System.nanoTime();
        process = children.start(new ChildProcesses.Command(
                "wildfly",
                WildflyCommand.line(home, base(), portOffset, options),
                dir,
                WildflyCommand.ENVIRONMENT,
                "TERM"));
        Readiness.await(process, logFrom, STARTS_WITHIN, () -> serves(logFrom));
        boot = Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean serves(long logFrom) throws IOException, InterruptedException {
        String said = Logs.since(log(), logFrom);
        if (said.contains(STARTED_WITH_ERRORS)) {
            throw new IllegalStateException(
                    "The server started, but not all it should run; " + Logs.firstError(log(), logFrom));
        }
        var request = HttpRequest.newBuilder(URI.create(catalog() + "/strategies"))
                .timeout(ANSWERS_WITHIN)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
