package org.atomicevents.harness.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the server's recovery manager for scans. */
final class RecoveryListener {

    private final int port;

    RecoveryListener(int port) {
        this.port = port;
    }

    /** Returns when one whole scan has been done on our behalf. */
    void scan(Duration atMost) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) atMost.toMillis());
            socket.getOutputStream().write("SCAN\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = answers.readLine();
            if (!"DONE".equals(answer)) {
                throw new IOException("The recovery listener on port " + port + " answered '" + answer
                        + "' instead of DONE; see the server's log");
            }
        }
    }
}
