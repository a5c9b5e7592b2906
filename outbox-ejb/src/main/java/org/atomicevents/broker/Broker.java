package org.atomicevents.broker;

import java.util.List;
import org.atomicevents.Event;

/** The receiver of a relay's batches. Not necessarily thread-safe: one relay, one broker. */
public interface Broker extends AutoCloseable {

    /**
     * Sends {@code events} in order, outside any JTA transaction, and returns the outcome of each, in the same order. Does not throw if the broker refuses or cannot be reached: that is a
     * {@link Delivery}, too. When it returns, every event that {@linkplain Delivery#arrived() arrived} is durable at the broker. If the JVM dies inside, any number of them may have been sent.
     */
    List<Delivery> send(List<Event> events);

    /** Drops the connection, without waiting for a batch in flight; that batch and later ones find the broker unreachable. */
    @Override
    void close();
}
