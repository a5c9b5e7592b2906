package org.atomicevents.harness.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.atomicevents.servers.Installation;
import picocli.CommandLine.Option;

/** The checkout a command works on: that of its own jar, unless told otherwise. */
final class Checkout {

    @Option(
            names = "--project",
            paramLabel = "<dir>",
            description = "The checkout to work on; by default the one this command belongs to.")
    private Path project;

    Installation installation() {
        return Installation.at(project == null ? own() : project);
    }

    /** {@code harness/target/harness.jar} or {@code harness/target/classes}: three levels up. */
    private static Path own() {
        try {
            Path code = Path.of(AtomicEvents.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("This command does not know where it is; use --project", e);
        }
    }
}
