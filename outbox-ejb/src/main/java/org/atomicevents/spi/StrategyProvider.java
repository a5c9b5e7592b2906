package org.atomicevents.spi;

import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;

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
}
