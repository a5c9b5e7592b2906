package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.store.Snapshots;
import org.atomicevents.eventsourcing.stream.Aggregates;

/** The aggregates of an application, by their fold; inject it. Thread-safe. */
@ApplicationScoped
public class Streams {

    @Inject
    EventSourcingContext context;

    @Inject
    OpenedEventStore opened;

    /**
     * Cheap; may be called in a transaction.
     *
     * @throws IllegalStateException if the deployment does not offer the strategy {@code event-sourcing}
     */
    public <S> Aggregates<S> of(Fold<S> fold) {
        OpenedEventStore.Opened events = opened.get();
        return new Aggregates<>(
                events.store(),
                new Snapshots(context.server().dataSource()),
                fold,
                events.settings().snapshotEvery());
    }
}
