package org.atomicevents.broker;

import java.util.List;
import org.atomicevents.Event;

/** The receiver of a relay's batches. Not necessarily thread-safe: one relay, one broker. */
public interface Broker extends AutoCloseable {

    /**
     * Sends {@code events} in order, outside any JTA transaction, and tells the outcome of each, in the same order.
     * Never throws for a broker that refuses or is away: that is a {@link Delivery}. When it returns, everything
     * {@link Delivery#arrived()} is durable at the broker. A JVM that dies inside leaves any number of them sent.
     */
    List<Delivery> send(List<Event> events);

    /** Drops the connection, without waiting for a batch in flight; that and later ones find the broker unreachable. */
    @Override
    void close();
}
