package org.atomicevents.outbox.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.relay.SerialTask;

/**
 * Receives the messages of {@link WakeUpSender}s in other servers, over a connection of its own; connects again by itself when the
 * broker is back. Messages that are sent while it is not connected are lost. Thread-safe.
 */
public final class WakeUpListener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WakeUpListener.class.getName());
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final ConnectionFactory factory;
    private final Destination topic;
    private final Runnable wake;
    private final Runnable connected;
    private final SerialTask task;
    private volatile boolean lost;
    /** Null while there is none. */
    private Connection connection;

    /** See {@link WakeUpTopic#listener}. */
    WakeUpListener(
            ConnectionFactory factory,
            Destination topic,
            Runnable wake,
            Runnable connected,
            ScheduledExecutorService executor) {
        this.factory = Objects.requireNonNull(factory);
        this.topic = Objects.requireNonNull(topic);
        this.wake = Objects.requireNonNull(wake);
        this.connected = Objects.requireNonNull(connected);
        this.task = new SerialTask(this::subscribe, executor);
    }

    /** Returns at once; listens as soon as the broker is there. */
    public void start() {
        task.request();
    }

    /** Stops listening, for good; may be called again, and without {@link #start()}. */
    @Override
    public void close() {
        task.stop();
        Connections.close(connection);
    }

    private void subscribe() {
        if (lost) {
            Connections.close(connection);
            connection = null;
            lost = false;
        }
        if (connection != null) {
            return;
        }
        try {
            connection = factory.createConnection();
            connection.setExceptionListener(failure -> {
                lost = true;
                task.request();
            });
            connection
                    .createSession(Session.AUTO_ACKNOWLEDGE)
                    .createConsumer(topic)
                    .setMessageListener(message -> wake.run());
            connection.start();
            // Messages may have been lost until now.
            connected.run();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Wake-ups are not received yet; meanwhile the relay only polls", e);
            Connections.close(connection);
            connection = null;
            task.requestIn(BETWEEN_ATTEMPTS);
        }
    }
}
