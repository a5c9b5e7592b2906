package org.atomicevents.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exact versions of the parts. */
public final class Versions {

    private Versions() {}

    /** Name and version of each part, in the order to show. Asks PostgreSQL's own program, which is unpacked if need be. */
    public static Map<String, String> of(Installation installation) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("WildFly", after("wildfly-", installation.wildfly()));
        versions.put("PostgreSQL", postgres(installation));
        versions.put("PostgreSQL JDBC", org.postgresql.util.DriverInfo.DRIVER_VERSION);
        versions.put("Artemis", after("apache-artemis-", installation.artemis()));
        return versions;
    }

    private static String after(String prefix, Path directory) {
        return directory.getFileName().toString().substring(prefix.length());
    }

    private static String postgres(Installation installation) {
        String program = PostgresBinaries.of(installation).program("postgres");
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            // "postgres (PostgreSQL) 18.6"
            String answer = new String(process.getInputStream().readAllBytes()).trim();
            return answer.substring(answer.lastIndexOf(' ') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(program + " does not say its version", e);
        }
    }
}
