package org.atomicevents.harness.trace;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on loopback for traced threads, one connection each, and answers a report when the {@link Conductor} lets its thread
 * go on. Survives the death of the server that reports: the next one connects anew. Thread-safe.
 */
public final class TraceServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TraceServer.class);

    private final ServerSocket listening;
    private final Conductor conductor;
    private final Consumer<StepReport> witness;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Listens at once.
     *
     * @param witness sees every report on its connection's thread while the reporting thread waits, whatever the conductor
     *     decides afterwards
     */
    public TraceServer(Conductor conductor, Consumer<StepReport> witness) {
        this.conductor = conductor;
        this.witness = witness;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No port to listen on for traced threads", e);
        }
        start("trace-accept", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                start("trace-" + connection.getPort(), () -> serve(connection));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    log.warn("A traced thread could not connect", e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            String thread = in.readUTF();
            Conductor.Part part = conductor.part();
            while (true) {
                StepReport report = new StepReport(
                        thread, in.readUTF(), StepReport.Kind.of(in.readUTF()), in.readUTF(), in.readUTF());
                witness.accept(report);
                part.arrive(report);
                connection.getOutputStream().write(1);
            }
        } catch (IOException theServerDiedOrWeClosed) {
            log.trace("A traced thread is gone", theServerDiedOrWeClosed);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** Ends all connections; a server that is still alive runs on freely and reports nothing more. */
    @Override
    public void close() {
        conductor.end();
        try {
            listening.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            log.debug("A connection to a traced thread did not close", e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
