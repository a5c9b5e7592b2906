package org.atomicevents.dualwrite.journal;

import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;

/**
 * The broker for committing threads, each over a connection of its own. While the broker is away only one thread a second tries
 * to reach it; the others get {@link Delivery.Status#UNREACHABLE} at once, since a commit should not wait for a broker and the
 * journal keeps the events.
 *
 * <p>Thread-safe.
 */
public final class PooledBroker implements Broker {

    private static final long WAIT_SECONDS = 5;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Broker> connections;
    private final Semaphore permits;
    private final Deque<Broker> idle = new ConcurrentLinkedDeque<>();
    private volatile Away away;
    private volatile boolean closed;

    private record Away(long since, Delivery delivery) {}

    /**
     * Does not connect yet.
     *
     * @param connections the source of brokers, each over a connection of its own
     * @param most the largest number of brokers in use at once
     */
    public PooledBroker(Supplier<Broker> connections, int most) {
        this.connections = Objects.requireNonNull(connections);
        this.permits = new Semaphore(most, true);
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

    @Override
    public void close() {
        closed = true;
        for (Broker broker = idle.poll(); broker != null; broker = idle.poll()) {
            broker.close();
        }
    }

    private Broker one() {
        Broker broker = idle.poll();
        return broker == null ? connections.get() : broker;
    }

    private List<Delivery> sendOn(Broker broker, List<Event> events) {
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
