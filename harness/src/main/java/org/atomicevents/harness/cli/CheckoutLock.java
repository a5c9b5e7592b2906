package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.atomicevents.servers.Installation;

/**
 * At most one command that starts servers works in a checkout at a time: two would measure each other. The operating
 * system holds the lock, and frees it whichever way this process ends.
 */
final class CheckoutLock {

    private CheckoutLock() {}

    /**
     * Does {@code work} while nobody else works in the checkout.
     *
     * @throws IllegalStateException naming the process that works here, if there is one
     */
    static <T> T during(String command, Installation installation, Callable<T> work) throws Exception {
        Path path = installation.work().resolve("lock");
        Files.createDirectories(path.getParent());
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (!locked(file)) {
                throw new IllegalStateException("Another atomic-events is at work in %s: %s. Wait for it or end it."
                        .formatted(installation.root(), Files.readString(path).trim()));
            }
            file.truncate(0);
            file.write(StandardCharsets.UTF_8.encode("process %d, %s, since %s%n"
                    .formatted(
                            ProcessHandle.current().pid(),
                            command,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS))));
            T result = work.call();
            // The file stays: were it removed, two could each lock one of the same name.
            file.truncate(0);
            return result;
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }
}
