package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.stream.Aggregates;

/** The application's access to its aggregates; inject it. Thread-safe. */
@ApplicationScoped
public class Streams {

    @Inject
    OpenedEventStore opened;

    /**
     * The aggregates of one fold. Touches no database; may be called inside or outside a transaction.
     *
     * @throws IllegalStateException if the deployment does not offer the strategy {@code event-sourcing}
     */
    public <S> Aggregates<S> of(Fold<S> fold) {
        return opened.get().aggregates(fold);
    }
}
