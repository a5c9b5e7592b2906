package org.atomicevents.dualwrite.container;

import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Sender;
import org.atomicevents.spi.Ready;

/**
 * A strategy that is nothing but a publisher and its sender.
 *
 * @param sender closed with the strategy
 */
record ReadySender(EventPublisher publisher, Sender sender) implements Ready {

    @Override
    public void stop() {
        sender.close();
    }
}
