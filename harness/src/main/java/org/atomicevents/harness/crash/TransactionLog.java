package org.atomicevents.harness.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The coordinator's log as files: one per transaction that is decided and not yet done. */
final class TransactionLog {

    private final Path store;

    /** {@code store} need not exist yet. */
    TransactionLog(Path store) {
        this.store = store;
    }

    /** The records of transactions, by file name; the store's own bookkeeping is none. */
    List<String> records() {
        if (!Files.isDirectory(store)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().contains("/BasicAction/"))
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | UncheckedIOException removedMeanwhile) {
            return records();
        } catch (IOException e) {
            throw new UncheckedIOException("The transaction log in " + store + " cannot be read", e);
        }
    }
}
