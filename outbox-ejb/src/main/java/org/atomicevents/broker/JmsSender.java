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
final class JmsSender implements Sender {

    private final ConnectionFactory factory;
    private final Destination destination;
    private final CallBound bound;
    private final Semaphore permits;
    private final Deque<BrokerSession> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** Does not connect yet. Needs a plain connection factory, not a pooled XA one. */
    JmsSender(ConnectionFactory factory, Destination destination, CallBound bound, int connections) {
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.bound = Objects.requireNonNull(bound);
        this.permits = new Semaphore(connections, true);
    }

    @Override
    public void send(Event event) throws BrokerException {
        reserve();
        try {
            bound.call(1, () -> {
                sendOn(session(), event);
                return null;
            });
        } catch (BrokerException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerException(e);
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (BrokerSession session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }

    private void sendOn(BrokerSession session, Event event) throws JMSException {
        try {
            session.send(event, false);
        } catch (JMSException | RuntimeException failure) {
            bound.abandon(session::close);
            throw failure;
        }
        idle.push(session);
        if (closed) {
            close();
        }
    }

    private BrokerSession session() throws JMSException {
        if (closed) {
            throw new jakarta.jms.IllegalStateException("The broker connections were closed with the deployment");
        }
        // Connections that broke with the broker must not each cost an event once it is back.
        for (BrokerSession session = idle.poll(); session != null; session = idle.poll()) {
            if (!session.isBroken()) {
                return session;
            }
            bound.abandon(session::close);
        }
        return BrokerSession.open(factory, destination, Session.AUTO_ACKNOWLEDGE);
    }

    private void reserve() throws BrokerException {
        try {
            if (!permits.tryAcquire(bound.most().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BrokerException("No free broker connection within " + bound.most());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("Interrupted while waiting for a free broker connection");
        }
    }
}
