package org.atomicevents.broker;

import jakarta.jms.JMSException;
import org.atomicevents.Event;

/** Sends single events at once. Thread-safe. */
@FunctionalInterface
public interface Sender {

    /**
     * Sends outside any transaction; when it returns, the event is durable at the broker.
     *
     * @throws JMSException if the broker did not take the event, or it is not known whether it did
     */
    void send(Event event) throws JMSException;
}
