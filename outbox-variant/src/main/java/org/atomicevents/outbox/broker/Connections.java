package org.atomicevents.outbox.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** What is done with connections that may be dead already. */
final class Connections {

    private Connections() {}

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
