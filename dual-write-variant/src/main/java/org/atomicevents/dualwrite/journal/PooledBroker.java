package org.atomicevents.dualwrite.journal;

import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;

/**
 * A pool of brokers for committing threads; each of them uses one at a time. While the broker is away, one thread a second finds
 * that out; the others get the same answer at once, since a commit should not wait for a broker and the journal keeps the events.
 *
 * <p>Thread-safe.
 */
public final class PooledBroker implements Broker {

    private static final long WAIT_SECONDS = 5;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Broker> brokers;
    private final Semaphore permits;
    private final Deque<Broker> idle = new ConcurrentLinkedDeque<>();
    private volatile Optional<Away> lastAway = Optional.empty();
    private volatile boolean closed;

    private record Away(long since, Delivery delivery) {

        boolean isRecent() {
            return System.nanoTime() - since < AWAY_NANOS;
        }
    }

    /**
     * Makes no broker yet.
     *
     * @param brokers makes a new one for each thread that finds none idle; thread-safe
     * @param size the largest number of threads that send at a time; the others wait
     */
    public PooledBroker(Supplier<Broker> brokers, int size) {
        this.brokers = Objects.requireNonNull(brokers);
        this.permits = new Semaphore(size, true);
    }

    @Override
    public List<Delivery> send(List<Event> events) {
        Optional<Delivery> away = lastAway.filter(Away::isRecent).map(Away::delivery);
        if (away.isPresent()) {
            return Collections.nCopies(events.size(), away.get());
        }
        if (closed) {
            return unreachable(events, "the broker connections were closed with the deployment");
        }
        if (!reserved()) {
            return unreachable(events, "no free broker connection within " + WAIT_SECONDS + " seconds");
        }
        try {
            return sendOn(idleOrNew(), events);
        } finally {
            permits.release();
        }
    }

    /** Closes all brokers; later calls find the broker unreachable. */
    @Override
    public void close() {
        closed = true;
        for (Broker broker = idle.poll(); broker != null; broker = idle.poll()) {
            broker.close();
        }
    }

    private static List<Delivery> unreachable(List<Event> events, String reason) {
        return Collections.nCopies(events.size(), new Delivery(Delivery.Status.UNREACHABLE, reason));
    }

    private Broker idleOrNew() {
        Broker broker = idle.poll();
        return broker == null ? brokers.get() : broker;
    }

    private List<Delivery> sendOn(Broker broker, List<Event> events) {
        List<Delivery> deliveries = broker.send(events);
        lastAway = deliveries.stream()
                .filter(delivery -> delivery.status() == Delivery.Status.UNREACHABLE)
                .findFirst()
                .map(delivery -> new Away(System.nanoTime(), delivery));
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
