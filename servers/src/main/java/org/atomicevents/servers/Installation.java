package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The places where the build put the servers, the application and the agents. Immutable; every path is looked up when asked for.
 *
 * <p>Whatever is missing is an {@link IllegalStateException} that names it and the command that makes it.
 */
public final class Installation {

    private static final String BUILD = "mvn -q -DskipTests package";

    private final Path root;

    private Installation(Path root) {
        this.root = root;
    }

    /** The checkout at {@code projectRoot}: the directory that holds {@code ear} and {@code harness}. */
    public static Installation at(Path projectRoot) {
        Path root = projectRoot.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve("ear/pom.xml"))) {
            throw new IllegalStateException(root
                    + " is not a checkout of Atomic Events: it has no ear/pom.xml. Start the command from the checkout, or"
                    + " give its directory with --project.");
        }
        return new Installation(root);
    }

    public Path root() {
        return root;
    }

    /** Everything a run writes lives below; removed by {@code mvn clean}. */
    public Path work() {
        return root.resolve("target/atomic-events");
    }

    /** The application server with its {@code standalone-atomicevents.xml}. */
    public Path wildfly() {
        return one("ear/target/servers", "wildfly-*", "the provisioned WildFly");
    }

    /** The broker's distribution, as downloaded. */
    public Path artemis() {
        return one("ear/target/servers", "apache-artemis-*", "the Artemis distribution");
    }

    /** PostgreSQL as the build leaves it: one compressed archive for this platform. */
    public Path postgresTxz() {
        return one("ear/target/servers/postgresql", "*.txz", "the PostgreSQL archive");
    }

    /** The application under test. */
    public Path ear() {
        return one("ear/target", "*.ear", "the application");
    }

    /** Byteman, for {@code -javaagent}. */
    public Path bytemanJar() {
        return one("harness/target/lib", "byteman-[0-9]*.jar", "Byteman");
    }

    /** The harness classes that enter a server. */
    public Path agentJar() {
        return one("harness/target", "harness-agent.jar", "the harness agent");
    }

    /** The directory of unpacked servers and templates, kept for all runs. */
    Path servers() {
        return root.resolve("ear/target/servers");
    }

    private Path one(String folder, String glob, String what) {
        Path directory = root.resolve(folder);
        List<Path> found = Files.isDirectory(directory) ? list(directory, glob) : List.of();
        if (found.isEmpty()) {
            throw new IllegalStateException("%s is missing: no %s in %s. Make it with: (cd %s && %s)"
                    .formatted(what, glob, directory, root, BUILD));
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "%s is ambiguous: %s. Remove all but one, or start over with: (cd %s && mvn -q clean && %s)"
                            .formatted(what, found, root, BUILD));
        }
        return found.get(0);
    }

    private static List<Path> list(Path directory, String glob) {
        var matcher = directory.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> matcher.matches(file.getFileName())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be listed", e);
        }
    }
}
