package org.atomicevents.dualwrite.journal;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.JmsBroker;

/**
 * The broker for committing threads, each over a connection of its own. While the broker is away only one of them a second
 * finds out; for the others it is away at once, since a commit should not wait for a broker and the journal keeps the events.
 *
 * <p>Thread-safe.
 */
public final class PooledBroker implements Broker, AutoCloseable {

    private static final long WAIT_SECONDS = 5;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionFactory factory;
    private final Destination destination;
    private final Semaphore permits;
    private final Deque<JmsBroker> idle = new ConcurrentLinkedDeque<>();
    private volatile Away away;
    private volatile boolean closed;

    private record Away(long since, Delivery delivery) {}

    /** Does not connect yet. Needs a plain connection factory, not a pooled XA one. */
    public PooledBroker(ConnectionFactory factory, Destination destination, int connections) {
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.permits = new Semaphore(connections, true);
    }

    @Override
    public List<Delivery> send(List<Event> events) {
        Away known = away;
        if (known != null && System.nanoTime() - known.since < AWAY_NANOS) {
            return Collections.nCopies(events.size(), known.delivery);
        }
        if (!reserved()) {
            return Collections.nCopies(
                    events.size(),
                    new Delivery(
                            Delivery.Status.UNREACHABLE,
                            "no free broker connection within " + WAIT_SECONDS + " seconds"));
        }
        try {
            return sendOn(one(), events);
        } finally {
            permits.release();
        }
    }

    /** Drops all connections; later calls find the broker unreachable. */
    @Override
    public void close() {
        closed = true;
        for (JmsBroker broker = idle.poll(); broker != null; broker = idle.poll()) {
            broker.close();
        }
    }

    private JmsBroker one() {
        JmsBroker broker = idle.poll();
        return broker == null ? new JmsBroker(factory, destination) : broker;
    }

    private List<Delivery> sendOn(JmsBroker broker, List<Event> events) {
        List<Delivery> deliveries = broker.send(events);
        away = deliveries.stream()
                .filter(delivery -> delivery.status() == Delivery.Status.UNREACHABLE)
                .findFirst()
                .map(delivery -> new Away(System.nanoTime(), delivery))
                .orElse(null);
        idle.push(broker);
        if (closed) {
            close();
        }
        return deliveries;
    }

    private boolean reserved() {
        try {
            return permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
