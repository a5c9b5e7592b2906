package org.atomicevents.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Free TCP ports on loopback. They are chosen below the range from which the kernel takes the near end of outgoing
 * connections, so that a server that was killed finds its port free again. Thread-safe.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** A port on which nothing listens now; another process may take it before the caller does. */
    public static int free() {
        return offset(0);
    }

    /**
     * A number that, added to each of {@code ports}, gives a port on which nothing listens.
     *
     * @throws IllegalStateException if none is found
     */
    static int offset(int... ports) {
        int lowest = LOWEST - IntStream.of(ports).min().orElse(0);
        int highest = HIGHEST - IntStream.of(ports).max().orElse(0);
        for (int tried = 0; tried < TRIES; tried++) {
            int offset = ThreadLocalRandom.current().nextInt(lowest, highest);
            if (IntStream.of(ports).allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException(
                "No free TCP ports on 127.0.0.1 between %d and %d after %d tries; see who listens with: ss -ltn"
                        .formatted(LOWEST, HIGHEST, TRIES));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
