package org.atomicevents.outbox.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** The closing of connections that may be dead already. Stateless. */
final class Connections {

    private Connections() {}

    /** @param connection null if there is none */
    static void close(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (JMSException | RuntimeException ignored) {
            // The broker is away, which is why we close; it drops its side by itself.
        }
    }
}
