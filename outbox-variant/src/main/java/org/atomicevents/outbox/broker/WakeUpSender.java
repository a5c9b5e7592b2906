package org.atomicevents.outbox.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.relay.SerialTask;

/**
 * Tells relays in other servers that there is something to do: an empty, non-persistent message on a topic, over a
 * connection of its own, on an executor's thread. Never more than one message per gap: many rings in between are one, and
 * the last one is always followed by a message. What cannot be sent is dropped without ado: the relays look by themselves now
 * and then. Thread-safe; nobody who rings waits.
 */
public final class WakeUpSender implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WakeUpSender.class.getName());
    private static final Duration REST = Duration.ofSeconds(1);
    private static final long STALE_AFTER_MILLIS = 10_000;

    private final ConnectionFactory factory;
    private final Destination topic;
    private final Duration gap;
    private final SerialTask task;
    private Connection connection;
    private Session session;
    private MessageProducer producer;
    private long notBefore = System.nanoTime();

    /** Does not connect yet. Needs a plain connection factory, not a pooled XA one. */
    public WakeUpSender(ConnectionFactory factory, Destination topic, Duration gap, ScheduledExecutorService executor) {
        this.factory = Objects.requireNonNull(factory);
        this.topic = Objects.requireNonNull(topic);
        this.gap = Objects.requireNonNull(gap);
        this.task = new SerialTask(this::send, executor);
    }

    public void ring() {
        task.request();
    }

    @Override
    public void close() {
        task.stop();
        hangUp();
    }

    private void send() {
        long early = notBefore - System.nanoTime();
        if (early > 0) {
            task.requestIn(Duration.ofNanos(early));
            return;
        }
        try {
            if (connection == null) {
                connect();
            }
            producer.send(session.createMessage());
            notBefore = System.nanoTime() + gap.toNanos();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A wake-up was not sent; the relays look by themselves now and then", e);
            hangUp();
            notBefore = System.nanoTime() + REST.toNanos();
        }
    }

    private void connect() throws JMSException {
        connection = factory.createConnection();
        session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(topic);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setDisableMessageID(true);
        producer.setTimeToLive(STALE_AFTER_MILLIS);
    }

    private void hangUp() {
        Connections.close(connection);
        connection = null;
    }
}
