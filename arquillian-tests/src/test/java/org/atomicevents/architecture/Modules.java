package org.atomicevents.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of all modules, web applications and tests included, as the build has just compiled them. */
final class Modules {

    private static final Path CHECKOUT = Path.of("..");

    private Modules() {}

    /** The main classes of all modules together. */
    static JavaClasses main() {
        return imported(directories("target/classes"));
    }

    /** Each module's main classes, and each module's test classes. */
    static List<Path> each() {
        return Stream.concat(directories("target/classes").stream(), directories("target/test-classes").stream())
                .toList();
    }

    static JavaClasses imported(List<Path> directories) {
        return new ClassFileImporter()
                .withImportOption(Modules::isWrittenByHand)
                .importPaths(directories);
    }

    private static boolean isWrittenByHand(Location location) {
        return !location.contains("/jmh_generated/");
    }

    private static List<Path> directories(String below) {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.resolve(below))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The modules beside " + CHECKOUT.toAbsolutePath() + " cannot be listed", e);
        }
    }
}
