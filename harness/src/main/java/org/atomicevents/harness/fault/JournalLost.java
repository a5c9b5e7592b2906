package org.atomicevents.harness.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.atomicevents.harness.run.FaultName;
import org.atomicevents.servers.Wildfly;

/** The application server dies, and comes back without the journal that it kept on its disk. */
public final class JournalLost implements Fault {

    /** The application's default directory of the journal. */
    public static Path directory(Wildfly server) {
        return server.data().resolve("atomicevents/journal");
    }

    @Override
    public String name() {
        return FaultName.EXTRA + "server killed, its journal deleted";
    }

    @Override
    public String process() {
        return "application";
    }

    @Override
    public void strike(Situation situation) {
        Wildfly server = situation.stack().wildfly();
        server.kill();
        Path journal = directory(server);
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal in " + journal + " cannot be deleted: nothing would be shown", e);
        }
    }
}
