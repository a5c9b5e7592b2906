package org.atomicevents.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The server's base directory (configuration and deployments), with the application deployed by the server's own command
 * line. Made once for each build of the application and kept beside the servers, because a deployment that is already in
 * the configuration is the one a boot handles fastest.
 */
final class WildflyBase {

    static final String CONFIGURATION = "standalone-atomicevents.xml";

    /** The same with {@code observability.cli}. */
    static final String OBSERVED = "standalone-atomicevents-observed.xml";

    private WildflyBase() {}

    /** Copies a base directory to {@code base}. */
    static void make(Installation installation, Path base, Wildfly.Options options) {
        Path pristine = installation.wildfly().resolve("standalone");
        Path configuration = pristine.resolve("configuration").resolve(options.configuration());
        if (!Files.isRegularFile(configuration)) {
            throw new IllegalStateException(
                    "%s is missing; the build makes it. Build with: (cd %s && mvn -q -DskipTests package)"
                            .formatted(configuration, installation.root()));
        }
        try {
            Files.createDirectories(base.getParent());
            Directories.copy(deployed(installation, pristine, configuration), base);
            ApplicationUsers.add(
                    base.resolve("configuration"),
                    Wildfly.OPERATOR,
                    Wildfly.OPERATOR_PASSWORD,
                    "atomicevents-operator,atomicevents-admin");
        } catch (IOException e) {
            throw new UncheckedIOException("The server's base directory cannot be made in " + base, e);
        }
    }

    private static Path deployed(Installation installation, Path pristine, Path configuration) throws IOException {
        String build = checksum(configuration, installation.ear());
        return Directories.once(installation.servers().resolve("standalone-deployed-" + build), directory -> {
            Directories.copy(pristine, directory);
            deploy(installation, directory, configuration.getFileName().toString());
        });
    }

    private static void deploy(Installation installation, Path base, String configuration) throws IOException {
        Path home = installation.wildfly();
        var line = new ArrayList<>(List.of(Java.executable(), "-Xmx512m", "-XX:TieredStopAtLevel=1"));
        line.addAll(WildflyCommand.MODULAR);
        line.addAll(List.of(
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Datomicevents.embedded=false",
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--commands=embed-server --server-config=%s --admin-only --std-out=discard,deploy %s,stop-embedded-server"
                        .formatted(configuration, installation.ear())));
        Path log = base.resolve("deploy.log");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JBOSS_HOME", home.toString());
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("%s cannot be deployed; %s".formatted(installation.ear(), Logs.tail(log, 0)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while deploying " + installation.ear(), e);
        }
        Directories.delete(base.resolve("configuration/standalone_xml_history"));
        Directories.delete(base.resolve("tmp"));
        Directories.delete(base.resolve("log"));
    }

    private static String checksum(Path... files) throws IOException {
        var sum = new CRC32();
        for (Path file : files) {
            try (var in = new CheckedInputStream(Files.newInputStream(file), sum)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return "%08x".formatted(sum.getValue());
    }
}
