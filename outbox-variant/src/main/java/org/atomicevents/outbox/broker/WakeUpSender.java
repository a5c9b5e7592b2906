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
 * Wakes the relays of other servers: an empty, non-persistent message on a topic, over a connection of its own, on an executor's
 * thread. At most one message per gap: many requests in between are one, and the last request is always followed by a message. A
 * message that cannot be sent is dropped, because the relays poll now and then. Thread-safe.
 */
public final class WakeUpSender implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WakeUpSender.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long STALE_AFTER_MILLIS = 10_000;

    private final ConnectionFactory factory;
    private final Destination topic;
    private final Duration gap;
    private final SerialTask task;
    /** These three are null while there is no connection. */
    private Connection connection;

    private Session session;
    private MessageProducer producer;
    private long notBefore = System.nanoTime();

    /** See {@link WakeUpTopic#sender}. */
    WakeUpSender(ConnectionFactory factory, Destination topic, Duration gap, ScheduledExecutorService executor) {
        this.factory = Objects.requireNonNull(factory);
        this.topic = Objects.requireNonNull(topic);
        this.gap = Objects.requireNonNull(gap);
        this.task = new SerialTask(this::send, executor);
    }

    /** Requests a message that is sent after this call; returns at once. */
    public void request() {
        task.request();
    }

    /** Sends no further message; may be called again. */
    @Override
    public void close() {
        task.stop();
        disconnect();
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
            LOG.log(System.Logger.Level.DEBUG, "A wake-up was not sent; the relays poll now and then", e);
            disconnect();
            notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
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

    private void disconnect() {
        Connections.close(connection);
        connection = null;
    }
}
