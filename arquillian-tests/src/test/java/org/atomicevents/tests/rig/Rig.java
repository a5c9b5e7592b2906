package org.atomicevents.tests.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.ChildProcesses;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Ports;
import org.atomicevents.servers.Postgres;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A database and a broker for the whole session, and the system properties from which {@code arquillian.xml} starts the
 * server. Runs in the test JVM, before Arquillian; everything ends with the session, or with the JVM.
 */
public final class Rig implements LauncherSessionListener {

    /** The name of the provisioned configuration; the build runs some tests on another one. */
    private static final String CONFIGURATION = "atomicevents.tests.server.configuration";

    private static final int MANAGEMENT = 9990;
    /** The ports of the provisioned server: HTTP, management, and the transaction manager's two. */
    private static final int[] SERVER_PORTS = {8080, MANAGEMENT, 4712, 4713};

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String directory = System.getProperty("atomicevents.tests.work");
        if (directory == null) {
            // A session without servers: the architecture's tests, which the build runs first.
            return;
        }
        Path work = Path.of(directory);
        deleteIfThere(work.resolve("data"));
        var installation = Installation.at(Path.of(System.getProperty("atomicevents.tests.checkout")));
        try {
            var children = opened(ChildProcesses.in(work.resolve("processes")));
            var postgres = opened(Postgres.start(installation, work.resolve("data/postgres"), children));
            var artemis = opened(Artemis.start(installation, work.resolve("data/artemis"), children));
            var control = opened(BrokerControl.of(artemis, work.resolve("data/artemis/etc/broker.xml")));
            System.setProperty("atomicevents.tests.postgres", postgres.jdbcUrl());
            describeServer(installation.wildfly(), work.resolve("data/server"), postgres, artemis, control);
        } catch (RuntimeException e) {
            launcherSessionClosed(session);
            throw e;
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the rig does not end", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static void describeServer(
            Path home, Path base, Postgres postgres, Artemis artemis, BrokerControl control) {
        int offset = freeOffset();
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "standalone-atomicevents.xml");
        }
        System.setProperty("atomicevents.tests.server.home", home.toString());
        System.setProperty("atomicevents.tests.server.base", base.toString());
        System.setProperty("atomicevents.tests.server.management", Integer.toString(MANAGEMENT + offset));
        System.setProperty(
                "atomicevents.tests.server.options",
                String.join(
                        " ",
                        List.of(
                                "-Xms256m",
                                "-Xmx768m",
                                "-Djava.net.preferIPv4Stack=true",
                                "-Djboss.socket.binding.port-offset=" + offset,
                                "-Djboss.tx.node.id=arquillian",
                                // All test archives are one application: each of them looks at what another has left.
                                "-Datomicevents.application=tests",
                                // Tests wait for recovery and for an absent broker; by the defaults for minutes.
                                "-Datomicevents.broker.call-timeout=4000",
                                "-DRecoveryEnvironmentBean.periodicRecoveryPeriod=2",
                                "-DRecoveryEnvironmentBean.recoveryBackoffPeriod=1",
                                "-DJTAEnvironmentBean.orphanSafetyInterval=1000",
                                "-Datomicevents.embedded=false",
                                "-Datomicevents.db.port=" + postgres.port(),
                                "-Datomicevents.broker.port=" + artemis.port(),
                                "-Datomicevents.tests.control=" + control.address())));
    }

    private static int freeOffset() {
        return IntStream.generate(() -> Ports.free() - SERVER_PORTS[0])
                .limit(100)
                .filter(offset -> IntStream.of(SERVER_PORTS).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free ports for the server; see: ss -ltn"));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static void deleteIfThere(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What an earlier session left in " + directory + " cannot be removed", e);
        }
    }
}
