package org.atomicevents.dualwrite.container;

import java.util.Objects;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Sender;
import org.atomicevents.spi.Ready;

/** A strategy that is nothing but a sender, complete; it has no background work and keeps no entries. Thread-safe. */
record ReadySender(EventPublisher publisher, Sender sender) implements Ready {

    ReadySender {
        Objects.requireNonNull(publisher);
        Objects.requireNonNull(sender);
    }

    @Override
    public void stop() {
        sender.close();
    }
}
