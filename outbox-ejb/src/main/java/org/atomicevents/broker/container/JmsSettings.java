package org.atomicevents.broker.container;

import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.jms.*}: JNDI names, and the longest wait. Immutable.
 *
 * @param callTimeout for a call about one event
 */
record JmsSettings(
        String destination,
        String connectionFactory,
        String xaConnectionFactory,
        String deadLetters,
        Duration callTimeout) {

    static final String DESTINATION = "atomicevents.jms.destination";
    static final String CONNECTION_FACTORY = "atomicevents.jms.connection-factory";
    static final String XA_CONNECTION_FACTORY = "atomicevents.jms.xa-connection-factory";

    static final String DEAD_LETTERS = "atomicevents.jms.dead-letters";

    /** The value of {@link #DEAD_LETTERS} for a broker without such a queue. */
    static final String NONE = "none";

    static JmsSettings read(Configuration from) {
        return new JmsSettings(
                from.text(DESTINATION, "java:/jms/queue/atomicevents"),
                from.text(CONNECTION_FACTORY, "java:/ConnectionFactory"),
                from.text(XA_CONNECTION_FACTORY, "java:/JmsXA"),
                from.text(DEAD_LETTERS, "java:/jms/queue/DLQ"),
                from.duration("atomicevents.jms.call-timeout", "PT10S", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }
}
