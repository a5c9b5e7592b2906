package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Every process this JVM starts, so that none outlives it. Thread-safe.
 *
 * <p>Children end, last started first, on {@link #close()} and on SIGINT or SIGTERM of this JVM. A JVM killed with
 * SIGKILL leaves its children running and a record of each on disk; the next {@link #in} on the same directory ends them.
 * A child is recorded before it becomes the program it was started for, and is ended only if both its process id and its
 * start time are those recorded and the JVM that owned it is gone, so several JVMs may share one directory.
 */
public final class ChildProcesses implements AutoCloseable {

    /**
     * The program to start.
     *
     * @param name for messages, e.g. {@code postgres}
     * @param line the program, by its path, and its arguments
     * @param directory its working directory; its standard output and error are appended to {@code <name>.log} here
     * @param environment added to that of this JVM
     * @param stopSignal asks it to end in good order, without {@code SIG}: {@code TERM} for most
     */
    public record Command(
            String name, List<String> line, Path directory, Map<String, String> environment, String stopSignal) {

        public Command(String name, List<String> line, Path directory) {
            this(name, line, directory, Map.of(), "TERM");
        }

        Path log() {
            return directory.resolve(name + ".log");
        }
    }

    private static final Duration NOTICES_SIGNAL_WITHIN = Duration.ofMillis(500);

    private final Path directory;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Thread hook = new Thread(this::endAll, "end-children");
    private int started;
    private volatile boolean closed;

    private ChildProcesses(Path directory) {
        this.directory = directory;
    }

    /** In the one directory that all runs of a checkout share. */
    public static ChildProcesses of(Installation installation) {
        return in(installation.work().resolve("children"));
    }

    /**
     * Ends what a JVM that is gone left in {@code directory}, then owns children of its own there.
     *
     * @throws UncheckedIOException if the directory cannot be written
     */
    public static ChildProcesses in(Path directory) {
        try {
            Files.createDirectories(directory);
            Leftovers.end(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The records of child processes in " + directory + " cannot be kept", e);
        }
        var children = new ChildProcesses(directory);
        Runtime.getRuntime().addShutdownHook(children.hook);
        return children;
    }

    /**
     * Starts a child. It reads nothing from standard input.
     *
     * @throws IllegalStateException if this is closed, which includes that the JVM is shutting down
     * @throws UncheckedIOException if the program cannot be started
     */
    public synchronized Child start(Command command) {
        if (closed) {
            throw new IllegalStateException(command.name() + " is not started: the processes of this run are ending");
        }
        Path record = directory.resolve(
                ProcessHandle.current().pid() + "-" + ++started + "-" + command.name() + ChildRecord.SUFFIX);
        try {
            ChildRecord.begin(record, command.name());
            List<String> line = new ArrayList<>(ChildRecord.recording(record));
            line.addAll(command.line());
            var builder = new ProcessBuilder(line)
                    .directory(command.directory().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()));
            builder.environment().putAll(command.environment());
            var child = new Child(command, builder.start(), record);
            children.removeIf(earlier -> !earlier.isAlive());
            children.push(child);
            ChildRecord.finish(record, child.handle());
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command.name() + " cannot be started: " + String.join(" ", command.line()), e);
        }
    }

    /** Ends every child that is still alive, last started first; returns when all are gone. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook itself does the work then, and joins us on the monitor below.
        }
        endAll();
    }

    /** The first to end of those alive now. Does not return once all are being ended. */
    Child awaitEnd() throws InterruptedException {
        List<Child> alive;
        synchronized (this) {
            alive = List.copyOf(children);
        }
        var ends = alive.stream().map(child -> child.handle().onExit()).toArray(CompletableFuture[]::new);
        CompletableFuture.anyOf(ends).join();
        // Ctrl-C reaches the children at the same time as this JVM, and one may be faster.
        Thread.sleep(NOTICES_SIGNAL_WITHIN.toMillis());
        if (closed) {
            Thread.currentThread().join();
        }
        return alive.stream().filter(child -> !child.isAlive()).findFirst().orElseThrow();
    }

    private void endAll() {
        closed = true;
        endEach();
    }

    private synchronized void endEach() {
        while (!children.isEmpty()) {
            children.pop().stop();
        }
    }
}
