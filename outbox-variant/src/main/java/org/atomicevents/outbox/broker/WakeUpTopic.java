package org.atomicevents.outbox.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/** The JMS topic by which servers that publish wake the relays of other servers. Thread-safe. */
public final class WakeUpTopic {

    private final ConnectionFactory factory;
    private final Destination topic;

    /** @param factory a plain connection factory, not a pooled XA one */
    public WakeUpTopic(ConnectionFactory factory, Destination topic) {
        this.factory = Objects.requireNonNull(factory);
        this.topic = Objects.requireNonNull(topic);
    }

    /**
     * A sender over a connection of its own, for the caller to close; does not connect yet.
     *
     * @param gap the shortest time between two messages
     */
    public WakeUpSender sender(Duration gap, ScheduledExecutorService executor) {
        return new WakeUpSender(factory, topic, gap, executor);
    }

    /**
     * A listener over a connection of its own, for the caller to start and to close.
     *
     * @param wake runs for each message, on the broker client's thread; must not wait
     * @param connected runs whenever it begins to listen, now or after the broker was away; must not wait
     */
    public WakeUpListener listener(Runnable wake, Runnable connected, ScheduledExecutorService executor) {
        return new WakeUpListener(factory, topic, wake, connected, executor);
    }
}
