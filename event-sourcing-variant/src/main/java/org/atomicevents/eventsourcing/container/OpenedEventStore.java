package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;

/** The event store of this deployment, for the beans that applications inject. Thread-safe. */
@ApplicationScoped
public class OpenedEventStore {

    private final AtomicReference<Optional<Opened>> opened = new AtomicReference<>(Optional.empty());

    /** A store whose tables are there, and the settings it was opened with. */
    record Opened(EventStore store, EventSourcingSettings settings) {}

    void opened(EventStore store, EventSourcingSettings settings) {
        opened.set(Optional.of(new Opened(store, settings)));
    }

    /** @throws IllegalStateException if the tables are not there, because the strategy is not offered */
    Opened get() {
        return opened.get()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no event store, because this deployment does not offer strategy '"
                                + EventSourcingPublisher.ID
                                + "': add it to atomicevents.strategies, or read in the log why it is not available"));
    }
}
