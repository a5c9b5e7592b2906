package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process started by {@link ChildProcesses}. Thread-safe; every method that ends it returns when it is gone. */
public final class Child {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ChildProcesses.Command command;
    private final Process process;
    private final Path record;

    Child(ChildProcesses.Command command, Process process, Path record) {
        this.command = command;
        this.process = process;
        this.record = record;
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file with its standard output and error. */
    public Path log() {
        return command.log();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Exit status, once it is gone; 128 plus the signal if one ended it. */
    int exitStatus() {
        return process.exitValue();
    }

    /** SIGKILL to this one process. */
    public void kill() {
        process.destroyForcibly();
        awaitGone();
    }

    /** SIGKILL to it and to all it has started. */
    public void killTree() {
        Leftovers.killTree(process.toHandle());
        awaitGone();
    }

    /** Its stop signal, and after ten seconds SIGKILL to it and to all it has started. */
    public void stop() {
        stop(GRACE);
    }

    void stop(Duration grace) {
        if (process.isAlive()) {
            signal(command.stopSignal());
            try {
                if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    Leftovers.killTree(process.toHandle());
                }
            } catch (InterruptedException e) {
                Leftovers.killTree(process.toHandle());
                Thread.currentThread().interrupt();
            }
        }
        awaitGone();
    }

    /** Sends {@code STOP}, {@code CONT}, {@code INT} …; nothing happens if the process is gone. */
    public void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("SIG" + signal + " cannot be sent to " + name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitGone() {
        process.onExit().join();
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException("The record " + record + " of " + name() + ", which is gone, stays", e);
        }
    }
}
