package org.atomicevents.harness.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The recorder of one case: appends each observation to a file, in the order of the calls.
 *
 * <p>Thread-safe. When {@link #add} or {@link #append} has returned, the line is with the operating system: it survives the death of this JVM,
 * not of the machine. A dead JVM leaves at most one line cut short, which {@link #read} leaves out.
 */
public final class History implements AutoCloseable {

    /** The name of the file in a case's folder. */
    public static final String FILE = "history.jsonl";

    private final Writer writer;
    private final long startedAt = System.nanoTime();
    private final List<Observation> seen = new ArrayList<>();

    private History(Writer writer) {
        this.writer = writer;
    }

    /** Starts a new history in {@code folder}, which is created; the clock of the case starts now. */
    public static History start(Path folder) {
        try {
            Files.createDirectories(folder);
            return new History(Files.newBufferedWriter(folder.resolve(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a history in " + folder, e);
        }
    }

    /** Milliseconds since the case began. */
    public long now() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    /** Records what is seen now, e.g. {@code history.add(Quiescent::new)}. */
    public synchronized <T extends Observation> T add(LongFunction<T> stampedWith) {
        return append(stampedWith.apply(now()));
    }

    /** Records what was seen at its own {@link Observation#at}. */
    public synchronized <T extends Observation> T append(T observation) {
        try {
            writer.write(ObservationJson.write(observation));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot record " + observation, e);
        }
        seen.add(observation);
        return observation;
    }

    /** All that was recorded so far; a copy. */
    public synchronized List<Observation> observations() {
        return List.copyOf(seen);
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the history", e);
        }
    }

    /**
     * Reads the history of a case's folder. A last line without its end of line is left out: its writer died.
     *
     * @throws IllegalArgumentException if a line is no observation; names the file and the line
     */
    public static List<Observation> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + "; is it a case's folder?", e);
        }
    }

    private static List<Observation> parse(Path file, String text) {
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<Observation> observations = new ArrayList<>();
        for (String line : whole.lines().toList()) {
            try {
                observations.add(ObservationJson.read(line));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "%s, line %d is no observation: %s. Was it written by another version of the harness?"
                                .formatted(file, observations.size() + 1, e.getMessage()),
                        e);
            }
        }
        return List.copyOf(observations);
    }
}
