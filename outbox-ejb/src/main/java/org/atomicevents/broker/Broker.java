package org.atomicevents.broker;

import java.util.List;
import org.atomicevents.Event;

/** Where a relay sends. Not necessarily thread-safe: one relay, one broker. */
public interface Broker {

    /**
     * Sends {@code events} in order, outside any JTA transaction, and says what became of each, in the same order.
     * Never throws for a broker that refuses or is away: that is a {@link Delivery}. When it returns, everything
     * {@link Delivery#arrived()} is durable at the broker. A JVM that dies inside leaves any number of them sent.
     */
    List<Delivery> send(List<Event> events);
}
