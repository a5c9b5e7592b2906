package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;

/**
 * The deployment's event store, for the beans that applications inject: empty until the strategy was opened, and for ever if the
 * strategy is not offered or was refused. Thread-safe.
 */
@ApplicationScoped
public class OpenedEventStore {

    private final AtomicReference<EventSourcingParts> parts = new AtomicReference<>();

    public void set(EventSourcingParts opened) {
        parts.set(opened);
    }

    /** @throws IllegalStateException if the tables are not there, because the strategy is not offered */
    public EventSourcingParts get() {
        EventSourcingParts opened = parts.get();
        if (opened == null) {
            throw new IllegalStateException("There is no event store, because this deployment does not offer strategy '"
                    + EventSourcingPublisher.ID
                    + "': add it to atomicevents.strategies, or read in the log why it is not available");
        }
        return opened;
    }
}
