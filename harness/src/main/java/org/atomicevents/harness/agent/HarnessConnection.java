package org.atomicevents.harness.agent;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One thread's line to the harness. Not thread-safe: each traced thread has its own, so that one thread that is held never
 * holds another.
 *
 * <p>Never blocks a server for ever: a harness that is gone is noticed at once (its sockets close), one that is stuck after
 * {@link #LONGEST_HOLD_MS}; from then on this JVM reports nothing more and runs freely.
 */
final class HarnessConnection {

    /** The port the harness listens on; without it nothing is reported. */
    static final String PORT = "atomicevents.harness.port";

    /** Longer than any case may take, so that only a harness that is stuck lets a held thread go. */
    static final int LONGEST_HOLD_MS = 180_000;

    private static final int CONNECT_MS = 1_000;

    /** The port of a harness that is gone: only another one, on another port, is listened to again. */
    private static volatile int lost;

    private DataOutputStream out;
    private DataInputStream in;

    /** Tells the harness and returns when it says so, or when there is no harness to wait for. */
    void tell(String role, String phase, String site, String detail) {
        Integer port = Integer.getInteger(PORT);
        if (port == null || port == lost) {
            return;
        }
        try {
            if (out == null) {
                connect(port);
            }
            out.writeUTF(role);
            out.writeUTF(phase);
            out.writeUTF(site);
            out.writeUTF(detail.length() > 1_000 ? detail.substring(0, 1_000) : detail);
            out.flush();
            in.readByte();
        } catch (IOException goneOrStuck) {
            lost = port;
            hangUp();
        }
    }

    private void hangUp() {
        out = null;
        in = null;
    }

    private void connect(int port) throws IOException {
        @SuppressWarnings("resource") // lives as long as its thread; the harness ends it
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
        socket.setSoTimeout(LONGEST_HOLD_MS);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        in = new DataInputStream(socket.getInputStream());
        out.writeUTF(Thread.currentThread().getName());
    }
}
