package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of our own, with its data in a directory of our own. Not thread-safe, but for the data source.
 *
 * <p>Forced writes are on; prepared transactions and logical decoding are possible. It keeps its port over
 * {@link #kill()} and {@link #restart()}.
 */
public final class Postgres implements AutoCloseable {

    public static final String USER = "atomicevents";
    public static final String PASSWORD = "atomicevents";
    public static final String DATABASE = "atomicevents";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    /** The settings that differ from PostgreSQL's own defaults, apart from the address. */
    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections", "200",
            "max_prepared_transactions", "200",
            "wal_level", "logical",
            "jit", "off",
            "lc_messages", "C",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "log_line_prefix", "%m [%p] ",
            // Its other choices leave shared memory behind when the server is killed.
            "dynamic_shared_memory_type", "mmap");

    private final PostgresBinaries binaries;
    private final Path dir;
    private final ChildProcesses children;
    private final int port = Ports.free();
    private Child process;

    private Postgres(PostgresBinaries binaries, Path dir, ChildProcesses children) {
        this.binaries = binaries;
        this.dir = dir;
        this.children = children;
    }

    /**
     * A new, empty database in {@code dir}, which is made; serving when this returns.
     *
     * @throws IllegalStateException with the end of its log, if it does not come up
     */
    public static Postgres start(Installation installation, Path dir, ChildProcesses children) {
        var postgres = new Postgres(
                PostgresBinaries.of(installation), dir.toAbsolutePath().normalize(), children);
        try {
            Files.createDirectories(postgres.dir);
            Directories.copy(postgres.binaries.template(), postgres.data());
        } catch (IOException e) {
            throw new UncheckedIOException("The database cannot be made in " + dir, e);
        }
        postgres.launch();
        return postgres;
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** A new connection for each call; thread-safe. Stays valid over {@link #restart()}. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(USER);
        source.setPassword(PASSWORD);
        source.setApplicationName("atomic-events harness");
        return source;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return process.log();
    }

    /** SIGKILL to the server and all its backends; gone when this returns. Nothing committed is lost. */
    public void kill() {
        process.killTree();
    }

    /** After {@link #kill()}, or in place of a running server, which is first ended in good order; serving when this returns. */
    public void restart() {
        process.stop();
        try {
            // The process id in it may by now be that of another process, and PostgreSQL would take it for a running
            // server.
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException("The lock file of the ended server cannot be removed", e);
        }
        launch();
    }

    @Override
    public void close() {
        process.stop();
    }

    private Path data() {
        return dir.resolve("data");
    }

    private void launch() {
        List<String> line = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data().toString()));
        line.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-k", ""));
        SETTINGS.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
        long logFrom = Logs.end(dir.resolve("postgres.log"));
        // INT is its fast shutdown; TERM would wait for clients to leave.
        process = children.start(new ChildProcesses.Command(
                "postgres", PostgresBinaries.unprivileged(line), dir, PostgresBinaries.ENVIRONMENT, "INT"));
        Readiness.await(process, logFrom, STARTS_WITHIN, this::answers);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(1);
        }
    }
}
