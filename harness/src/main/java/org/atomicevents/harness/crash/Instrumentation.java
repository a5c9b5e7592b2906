package org.atomicevents.harness.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Wildfly;

/** The start options of a server that carries the tracing rules. */
final class Instrumentation {

    /** The tracing rules. */
    static final String STEPS = "steps.btm";

    private Instrumentation() {}

    /** The options of a server that reports to {@code port}; copies the rules into {@code folder}. */
    static Wildfly.Options of(Installation installation, Path folder, int port, List<String> scripts) {
        StringBuilder agent = new StringBuilder("-javaagent:%s=boot:%s,boot:%s,script:%s"
                .formatted(
                        installation.bytemanJar(),
                        installation.bytemanJar(),
                        installation.agentJar(),
                        copy(STEPS, folder)));
        scripts.forEach(script -> agent.append(",script:").append(copy(script, folder)));
        return Wildfly.Options.crashing()
                .withJvm(
                        agent.toString(),
                        // Both on the boot class path, so every module must ask the system for them.
                        "-Djboss.modules.system.pkgs=org.jboss.byteman,org.atomicevents.harness.agent",
                        "-Datomicevents.harness.port=" + port)
                .withProperty("atomicevents.outbox.poll-period", "PT0.1S")
                .withProperty("atomicevents.outbox.lease", "PT2S");
    }

    /** The text of a rule script. */
    static String text(String script) {
        try (InputStream in = Instrumentation.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no rule script " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(String script, Path folder) {
        Path file = folder.resolve("rules").resolve(script);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(script));
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("The rules cannot be written to " + file, e);
        }
    }
}
