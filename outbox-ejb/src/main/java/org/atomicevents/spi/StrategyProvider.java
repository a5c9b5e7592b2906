package org.atomicevents.spi;

import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;

/**
 * One strategy, as its module offers it: an {@code @ApplicationScoped} bean in the module's {@code container} package.
 * Adding a strategy to a deployment is adding the jar that holds such a bean.
 *
 * <p>Thread-safe. The methods are called at deployment; {@link #refusal()} comes before {@link #publisher()}.
 */
public interface StrategyProvider {

    /** The id in configuration, qualifiers and reports; lower-case, stable for ever. */
    String id();

    /** What the strategy promises; must not touch the database or the broker. */
    Guarantees guarantees();

    /**
     * Reads the keys that only this strategy has; called first, before anything is up. What is wrong is refused through
     * {@code configuration} and fails the deployment, whether or not the strategy is used.
     */
    default void configure(Configuration configuration) {}

    /**
     * Why the data source or the broker at hand cannot carry this strategy, with the next step; empty if they can.
     * Called without a transaction; may open its own short ones; installs the strategy's tables if it needs some.
     */
    Optional<String> refusal();

    /** The publisher; never called if {@link #refusal()} gave a reason. */
    EventPublisher publisher();

    /** Starts background work such as a relay; called once after {@link #publisher()}. */
    default void start() {}

    /** Ends what {@link #start()} began, which may not have been called; first thing when the deployment ends. */
    default void stop() {}

    /** For an operator, if the strategy keeps entries; called once after {@link #publisher()}. */
    default Optional<Operations> operations() {
        return Optional.empty();
    }

    /**
     * How the strategy is, for health checks and metrics: asked every few seconds by any thread, outside any transaction,
     * between {@link #start()} and {@link #stop()}; at most a few short queries. The names never change.
     */
    default List<Vital> vitals() {
        return List.of();
    }
}
