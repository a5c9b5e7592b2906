package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's classes as the JVM has parsed and verified them once (class data sharing), which takes about a third off the
 * work of a boot. Kept beside the servers for one JVM and one WildFly; a JVM that cannot use it silently does without.
 */
final class ClassArchive {

    private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);

    /** Writing it, at the end of the one boot that makes it, takes some seconds, on a busy machine many. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(3);

    private ClassArchive() {}

    /**
     * @param boot starts a server with the argument given and returns when it serves; called at most once
     * @return empty if it could not be made
     */
    static Optional<Path> of(Installation installation, Function<String, Child> boot) {
        Path archive = installation
                .servers()
                .resolve("classes-%s-%s.jsa"
                        .formatted(installation.wildfly().getFileName(), System.getProperty("java.vm.version")));
        if (Files.exists(archive)) {
            return Optional.of(archive);
        }
        try {
            Path unfinished = Files.createTempFile(installation.servers(), "classes-", ".unfinished");
            // The JVM writes it only where there is nothing.
            Files.delete(unfinished);
            boot.apply("-XX:ArchiveClassesAtExit=" + unfinished).stop(WRITTEN_WITHIN);
            if (!Files.exists(unfinished)) {
                log.warn("The JVM left no class archive; servers boot slower than they could");
                return Optional.empty();
            }
            Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("The class archive " + archive + " cannot be kept", e);
        }
    }
}
