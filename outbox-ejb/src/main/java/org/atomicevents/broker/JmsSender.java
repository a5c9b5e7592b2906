package org.atomicevents.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;

/**
 * Sends single events at once, each durable at the broker when {@link #send} returns, outside any transaction.
 *
 * <p>Thread-safe: at most {@code connections} threads send at a time, the others wait for a free connection.
 */
public final class JmsSender implements Sender, AutoCloseable {

    private static final long WAIT_SECONDS = 30;

    private final ConnectionFactory factory;
    private final Destination destination;
    private final Semaphore permits;
    private final Deque<BrokerSession> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** Does not connect yet. Needs a plain connection factory, not a pooled XA one. */
    public JmsSender(ConnectionFactory factory, Destination destination, int connections) {
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.permits = new Semaphore(connections, true);
    }

    @Override
    public void send(Event event) throws JMSException {
        reserve();
        try {
            sendOn(line(), event);
        } finally {
            permits.release();
        }
    }

    /** Drops all connections; later calls fail. */
    @Override
    public void close() {
        closed = true;
        for (BrokerSession line = idle.poll(); line != null; line = idle.poll()) {
            line.close();
        }
    }

    private void sendOn(BrokerSession line, Event event) throws JMSException {
        try {
            line.send(event, false);
        } catch (JMSException | RuntimeException failure) {
            line.close();
            throw failure;
        }
        idle.push(line);
        if (closed) {
            close();
        }
    }

    private BrokerSession line() throws JMSException {
        if (closed) {
            throw new jakarta.jms.IllegalStateException("The broker connections were closed with the deployment");
        }
        // Those that died with the broker must not each cost an event once it is back.
        for (BrokerSession line = idle.poll(); line != null; line = idle.poll()) {
            if (!line.isBroken()) {
                return line;
            }
            line.close();
        }
        return BrokerSession.open(factory, destination, Session.AUTO_ACKNOWLEDGE);
    }

    private void reserve() throws JMSException {
        try {
            if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new JMSException("No free broker connection within " + WAIT_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JMSException("Interrupted while waiting for a free broker connection");
        }
    }
}
