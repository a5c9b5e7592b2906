package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.store.Snapshots;
import org.atomicevents.eventsourcing.stream.Aggregates;

/** Where an application gets its aggregates; inject it. Thread-safe. */
@ApplicationScoped
public class Streams {

    @Inject
    EventSourcingContext surroundings;

    /**
     * Cheap; may be called in a transaction.
     *
     * @throws IllegalStateException if the deployment does not offer the strategy {@code event-sourcing}
     */
    public <S> Aggregates<S> of(Fold<S> fold) {
        return new Aggregates<>(
                surroundings.store(),
                new Snapshots(surroundings.server().dataSource()),
                fold,
                surroundings.settings().snapshotEvery());
    }
}
