package org.atomicevents.dualwrite;

import org.atomicevents.Event;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.broker.Sender;

/** A sender without a broker: each event is handed to the test. */
record MemorySender(Receiver receiver) implements Sender {

    /** The broker's side. */
    @FunctionalInterface
    interface Receiver {
        void receive(Event event) throws BrokerException;
    }

    @Override
    public void send(Event event) throws BrokerException {
        receiver.receive(event);
    }

    @Override
    public void close() {
        // No connection to drop.
    }
}
