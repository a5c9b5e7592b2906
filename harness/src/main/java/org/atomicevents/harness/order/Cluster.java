package org.atomicevents.harness.order;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.harness.crash.StrategyServer;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.ChildProcesses;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Postgres;
import org.atomicevents.servers.Wildfly;

/**
 * Applications on one database, each with two servers, which have node identifiers of their own, and with a broker of its own: what one
 * sends for the other is seen at the wrong broker. Not thread-safe.
 */
final class Cluster implements AutoCloseable {

    private static final List<String> NODES = List.of("order-a", "order-b");

    /** Long enough for a consumer that does not wait to use up all its attempts. */
    private static final Duration ABSENCE = Duration.ofSeconds(2);

    /** Of each server and broker in the folder and, for a server, in the transaction manager. */
    private record Names(String application, String suffix) {

        static Names of(int application, int applications) {
            String suffix = applications == 1 ? "" : "-" + application;
            return new Names("order" + suffix, suffix);
        }
    }

    /** One application: its broker and its servers. */
    record Application(Artemis artemis, List<Wildfly> servers) {

        Application {
            servers = List.copyOf(servers);
        }

        List<CatalogClient> catalogs() {
            return servers.stream()
                    .map(server -> new CatalogClient(server.catalog()))
                    .toList();
        }
    }

    private final ChildProcesses children;
    private final Postgres postgres;
    private final List<Application> applications;

    private Cluster(ChildProcesses children, Postgres postgres, List<Application> applications) {
        this.children = children;
        this.postgres = postgres;
        this.applications = List.copyOf(applications);
    }

    /** All serving when this returns; if one does not come up, none is left running. */
    static Cluster start(Installation installation, Path folder, String strategy, OrderPlan.Rig rig) {
        ChildProcesses children = ChildProcesses.of(installation);
        try {
            Postgres postgres = Postgres.start(installation, folder.resolve("postgres"), children);
            List<Application> applications = new ArrayList<>();
            for (int n = 1; n <= rig.applications(); n++) {
                Names names = Names.of(n, rig.applications());
                Artemis artemis = Artemis.start(installation, folder.resolve("artemis" + names.suffix()), children);
                List<Wildfly> servers = new ArrayList<>();
                for (String node : NODES) {
                    String name = node + names.suffix();
                    Wildfly.Options options = options(installation, folder, strategy, rig.scripts())
                            .withProperty("atomicevents.application", names.application())
                            .withProperty("jboss.tx.node.id", name)
                            .withProperty("jboss.node.name", name);
                    servers.add(Wildfly.start(
                            installation,
                            folder.resolve(name),
                            Wildfly.Backends.of(postgres, artemis),
                            children,
                            options));
                }
                applications.add(new Application(artemis, servers));
            }
            return new Cluster(children, postgres, applications);
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

    List<Application> applications() {
        return applications;
    }

    /** Kills it and starts it again, database and broker after {@link #ABSENCE}; returns when it serves. */
    void killAndRestart(Victim victim) {
        Application first = applications.get(0);
        switch (victim) {
            case SERVER -> {
                Wildfly server = first.servers().get(first.servers().size() - 1);
                server.kill();
                server.restart();
            }
            case DATABASE -> {
                postgres.kill();
                LockSupport.parkNanos(ABSENCE.toNanos());
                postgres.restart();
            }
            case BROKER -> {
                first.artemis().kill();
                LockSupport.parkNanos(ABSENCE.toNanos());
                first.artemis().restart();
            }
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
