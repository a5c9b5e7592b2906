package org.atomicevents.spi;

import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;

/** A strategy that works here, complete: all parts are made, nothing runs yet. Thread-safe. */
public non-sealed interface Ready extends Availability {

    /** The publisher; the same at each call. Publishing before {@link #start()} is safe, events wait. */
    EventPublisher publisher();

    /** The operator's access to the strategy's entries; empty if it keeps none. */
    default Optional<Operations> operations() {
        return Optional.empty();
    }

    /**
     * The strategy's vital signs, for health checks and metrics: called every few seconds by any thread, outside any transaction,
     * until {@link #stop()}; at most a few short queries. The names never change.
     */
    default List<Vital> vitals() {
        return List.of();
    }

    /** Starts background work such as a relay; called at most once. */
    default void start() {}

    /**
     * Ends the background work and closes connections and files. Called when the deployment ends, even if it failed before
     * {@link #start()}; may be called again.
     */
    default void stop() {}
}
