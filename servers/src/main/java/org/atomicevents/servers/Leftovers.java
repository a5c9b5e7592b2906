package org.atomicevents.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Children whose owner was killed: found by their records, ended with everything they started. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    static void end(Path directory) throws IOException {
        List<Path> records;
        try (Stream<Path> files = Files.list(directory)) {
            records = files.filter(file -> file.toString().endsWith(ChildRecord.SUFFIX))
                    .toList();
        }
        for (Path record : records) {
            Optional<ChildRecord> read = readIfThere(record);
            if (read.isPresent() && read.get().owner().find().isPresent()) {
                continue;
            }
            read.flatMap(leftover -> leftover.child().find()).ifPresent(process -> {
                log.warn(
                        "Ending {} (process {}), left by a run that was killed",
                        read.get().name(),
                        process.pid());
                killTree(process);
            });
            Files.deleteIfExists(record);
        }
    }

    private static Optional<ChildRecord> readIfThere(Path record) throws IOException {
        try {
            return ChildRecord.read(record);
        } catch (NoSuchFileException endedMeanwhile) {
            return Optional.empty();
        }
    }

    /** The root first, so that it starts no more; then what it had started, which nobody would find afterwards. */
    static void killTree(ProcessHandle root) {
        List<ProcessHandle> tree = new ArrayList<>(List.of(root));
        root.descendants().forEach(tree::add);
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(Leftovers::awaitGone);
    }

    private static void awaitGone(ProcessHandle process) {
        // Process.onExit of a process that is not our child polls; SIGKILL cannot be refused, so this ends.
        process.onExit().join();
    }
}
