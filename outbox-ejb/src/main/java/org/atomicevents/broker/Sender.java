package org.atomicevents.broker;

import org.atomicevents.Event;

/** Sends single events at once. Thread-safe. */
@FunctionalInterface
public interface Sender extends AutoCloseable {

    /**
     * Sends outside any transaction; when it returns, the event is durable at the broker.
     *
     * @throws BrokerException if the broker did not take the event, or it is not known whether it did
     */
    void send(Event event) throws BrokerException;

    /** Drops all connections, if there are any; later calls fail. */
    @Override
    default void close() {}
}
