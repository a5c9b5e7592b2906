package org.atomicevents.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.atomicevents.servers.Installation;

/**
 * {@code target/atomic-events/runs/<when>}, one for each run, and {@code latest}, which leads to the last one that was begun
 * in order to be reported.
 */
final class RunFolder {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private RunFolder() {}

    /** A new, empty one. */
    static Path create(Installation installation) {
        Path runs = runs(installation);
        try {
            Files.createDirectories(runs);
            return unused(runs, LocalDateTime.now());
        } catch (IOException e) {
            throw new UncheckedIOException("No run can be kept in " + runs, e);
        }
    }

    /** A new, empty one, which is now the latest. */
    static Path createLatest(Installation installation) {
        Path folder = create(installation);
        Path runs = folder.getParent();
        try {
            Path link = runs.resolve("latest.new");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, folder.getFileName());
            Files.move(link, runs.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The run " + folder + " cannot be made the latest", e);
        }
    }

    /** @throws IllegalStateException if there has been no run */
    static Path latest(Installation installation) {
        Path latest = runs(installation).resolve("latest");
        try {
            return latest.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "There is no run yet: " + latest + " leads nowhere. Make one with: atomic-events compare", e);
        }
    }

    private static Path unused(Path runs, LocalDateTime when) throws IOException {
        try {
            return Files.createDirectory(runs.resolve(WHEN.format(when)));
        } catch (FileAlreadyExistsException sameSecond) {
            return unused(runs, when.plusSeconds(1));
        }
    }

    private static Path runs(Installation installation) {
        return installation.work().resolve("runs");
    }
}
