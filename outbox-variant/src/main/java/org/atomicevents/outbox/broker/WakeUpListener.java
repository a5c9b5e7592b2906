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
 * Hears what a {@link WakeUpSender} in another server says, over a connection of its own; comes back by itself when the broker does.
 * What is said while it is away is never heard. Thread-safe.
 */
public final class WakeUpListener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WakeUpListener.class.getName());
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final ConnectionFactory factory;
    private final Destination topic;
    private final Runnable then;
    private final Runnable back;
    private final SerialTask task;
    private volatile boolean lost;
    private Connection connection;

    /**
     * @param then runs for each message, on the broker client's thread; must not wait
     * @param back runs whenever it begins to listen, now or after the broker was away; must not wait
     */
    public WakeUpListener(
            ConnectionFactory factory,
            Destination topic,
            Runnable then,
            Runnable back,
            ScheduledExecutorService executor) {
        this.factory = Objects.requireNonNull(factory);
        this.topic = Objects.requireNonNull(topic);
        this.then = Objects.requireNonNull(then);
        this.back = Objects.requireNonNull(back);
        this.task = new SerialTask(this::subscribe, executor);
    }

    /** Returns at once; listens as soon as the broker is there. */
    public void start() {
        task.request();
    }

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
                    .setMessageListener(message -> then.run());
            connection.start();
            // What was said meanwhile was not heard.
            back.run();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Wake-ups are not heard yet; the relay looks by itself meanwhile", e);
            Connections.close(connection);
            connection = null;
            task.requestIn(BETWEEN_ATTEMPTS);
        }
    }
}
