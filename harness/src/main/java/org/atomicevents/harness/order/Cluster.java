package org.atomicevents.harness.order;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.crash.StrategyServer;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.ChildProcesses;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Postgres;
import org.atomicevents.servers.Wildfly;

/** Two servers on one database and one broker, each with a node identifier of its own. Not thread-safe. */
final class Cluster implements AutoCloseable {

    private static final List<String> NODES = List.of("order-a", "order-b");

    private final ChildProcesses children;
    private final Postgres postgres;
    private final Artemis artemis;
    private final List<Wildfly> servers;

    private Cluster(ChildProcesses children, Postgres postgres, Artemis artemis, List<Wildfly> servers) {
        this.children = children;
        this.postgres = postgres;
        this.artemis = artemis;
        this.servers = List.copyOf(servers);
    }

    /** All four serving when this returns; if one does not come up, none is left running. */
    static Cluster start(Installation installation, Path folder, String strategy, List<String> scripts) {
        ChildProcesses children = ChildProcesses.of(installation);
        try {
            Postgres postgres = Postgres.start(installation, folder.resolve("postgres"), children);
            Artemis artemis = Artemis.start(installation, folder.resolve("artemis"), children);
            List<Wildfly> servers = new ArrayList<>();
            for (String node : NODES) {
                Wildfly.Options options = options(installation, folder, strategy, scripts)
                        .withProperty("jboss.tx.node.id", node)
                        .withProperty("jboss.node.name", node);
                servers.add(Wildfly.start(
                        installation, folder.resolve(node), Wildfly.Backends.of(postgres, artemis), children, options));
            }
            return new Cluster(children, postgres, artemis, servers);
        } catch (RuntimeException e) {
            children.close();
            throw e;
        }
    }

    private static Wildfly.Options options(
            Installation installation, Path folder, String strategy, List<String> scripts) {
        // A lease that outlives a moment without processor, but not the restart of the server that held it.
        Wildfly.Options options = StrategyServer.offering(strategy, Wildfly.Options.crashing())
                .withProperty("atomicevents.outbox.poll-period", "PT0.1S")
                .withProperty("atomicevents.outbox.lease", "PT5S");
        if (scripts.isEmpty()) {
            return options;
        }
        StringBuilder agent = new StringBuilder(
                "-javaagent:%s=boot:%s".formatted(installation.bytemanJar(), installation.bytemanJar()));
        scripts.forEach(script -> agent.append(",script:").append(copy(script, folder)));
        return options.withJvm(agent.toString());
    }

    private static Path copy(String script, Path folder) {
        Path file = folder.resolve("rules").resolve(script).toAbsolutePath();
        try (InputStream in = Cluster.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no rule script " + script);
            }
            Files.createDirectories(file.getParent());
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The rules cannot be written to " + file, e);
        }
    }

    Postgres postgres() {
        return postgres;
    }

    Artemis artemis() {
        return artemis;
    }

    List<CatalogClient> catalogs() {
        return servers.stream()
                .map(server -> new CatalogClient(server.catalog()))
                .toList();
    }

    /** The one that is killed. */
    Wildfly victim() {
        return servers.get(servers.size() - 1);
    }

    @Override
    public void close() {
        children.close();
    }
}
