package org.atomicevents.servers;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * An Artemis broker of our own, with its journal in a directory of our own. Not thread-safe, but for the connection
 * factories and {@link #management()}.
 *
 * <p>It forces every commit to disk, declares {@link #QUEUE}, its copy {@link #AUDIT_QUEUE} and {@code DLQ}, and keeps its
 * port over {@link #kill()} and {@link #restart()}.
 */
public final class Artemis implements AutoCloseable {

    public static final String USER = "atomicevents";
    public static final String PASSWORD = "atomicevents";
    public static final String QUEUE = "atomicevents";

    /** Holds a copy of every message routed to {@link #QUEUE}. */
    public static final String AUDIT_QUEUE = "atomicevents.audit";

    /** Takes what was delivered ten times in vain. */
    public static final String DEAD_LETTER_QUEUE = "DLQ";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final List<String> CONFIGURATION = List.of(
            "bootstrap.xml",
            "broker.xml",
            "log4j2.properties",
            "login.config",
            "management.xml",
            "roles.properties",
            "users.properties");

    private final Path home;
    private final Path dir;
    private final ChildProcesses children;
    private final int port = Ports.free();
    private Child process;

    private Artemis(Path home, Path dir, ChildProcesses children) {
        this.home = home;
        this.dir = dir;
        this.children = children;
    }

    /**
     * A new, empty broker in {@code dir}, which is made; serving when this returns.
     *
     * @throws IllegalStateException with the end of its log, if it does not come up
     */
    public static Artemis start(Installation installation, Path dir, ChildProcesses children) {
        var artemis = new Artemis(installation.artemis(), dir.toAbsolutePath().normalize(), children);
        try {
            Path etc = Files.createDirectories(artemis.dir.resolve("etc"));
            Files.createDirectories(artemis.dir.resolve("tmp"));
            for (String file : CONFIGURATION) {
                try (InputStream in = Artemis.class.getResourceAsStream("artemis/" + file)) {
                    Files.copy(in, etc.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The broker cannot be made in " + dir, e);
        }
        artemis.launch();
        return artemis;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Plain; connections fail, and are not remade, when the broker goes. Thread-safe; stays valid over {@link #restart()}. */
    public ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(url() + "?reconnectAttempts=0", USER, PASSWORD);
    }

    /** The broker's management; a new, open connection each time, which the caller closes. */
    public ArtemisManagement management() {
        return ArtemisManagement.connect(connectionFactory());
    }

    /** Messages in {@code queue}, those being delivered included. */
    public long depth(String queue) {
        try (ArtemisManagement management = management()) {
            return management.depth(queue);
        }
    }

    /** One line of the broker's own words per transaction that is prepared and undecided; empty if there is none. */
    public List<String> preparedTransactions() {
        try (ArtemisManagement management = management()) {
            return management.preparedTransactions();
        }
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return process.log();
    }

    /** Sends {@code STOP}, {@code CONT} …; nothing happens if the broker is gone. */
    public void signal(String signal) {
        process.signal(signal);
    }

    /** SIGKILL; gone when this returns. No acknowledged send is lost. */
    public void kill() {
        process.kill();
    }

    /** After {@link #kill()}, or in place of a running broker, which is first ended in good order; serving when this returns. */
    public void restart() {
        process.stop();
        launch();
    }

    @Override
    public void close() {
        process.stop();
    }

    private void launch() {
        long logFrom = Logs.end(dir.resolve("artemis.log"));
        process = children.start(new ChildProcesses.Command("artemis", line(), dir));
        Readiness.await(process, logFrom, STARTS_WITHIN, this::answers);
    }

    /** The command line that its own script would execute, without the shell in between. */
    private List<String> line() {
        return List.of(
                Java.executable(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dlog4j2.disableJmx=true",
                "-Dlog4j2.configurationFile="
                        + dir.resolve("etc/log4j2.properties").toUri(),
                "-Djava.security.auth.login.config=" + dir.resolve("etc/login.config"),
                "-Djava.library.path=" + home.resolve("bin/lib/linux-" + Java.machine()),
                "-Djava.io.tmpdir=" + dir.resolve("tmp"),
                "-Dartemis.home=" + home,
                "-Dartemis.instance=" + dir,
                "-Dartemis.instance.etc=" + dir.resolve("etc"),
                "-Ddata.dir=" + dir.resolve("data"),
                "-Datomicevents.broker.port=" + port,
                "-classpath",
                home.resolve("lib/artemis-boot.jar").toString(),
                "org.apache.activemq.artemis.boot.Artemis",
                "run");
    }

    private boolean answers() throws Exception {
        try (var connection = connectionFactory().createConnection()) {
            connection.start();
            return true;
        }
    }
}
