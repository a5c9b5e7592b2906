package org.atomicevents.spi;

import org.atomicevents.Guarantees;

/**
 * One strategy, as its module offers it: an {@code @ApplicationScoped} bean in the module's {@code container} package.
 * Adding a strategy to a deployment is adding the jar that holds such a bean.
 *
 * <p>The life of a strategy has three types, each made by the one before: this provider, which is there as soon as the jar is;
 * the {@link ConfiguredStrategy}, whose keys are read; and {@link Ready}, which holds everything that works. None of them changes afterwards. Thread-safe.
 */
public interface StrategyProvider {

    /** The id in configuration, qualifiers and reports; lower-case, stable for ever. */
    String id();

    /** The strategy's guarantees; must not touch the database or the broker. */
    Guarantees guarantees();

    /**
     * Reads the keys of this strategy, before the server's resources are up. Wrong values are refused through
     * {@code configuration} and fail the deployment, whether or not the strategy is used.
     */
    ConfiguredStrategy configure(Configuration configuration);

    /**
     * What waits under this strategy although it is not offered or was refused; asked at the start and with the vital signs, outside any
     * transaction, only of a strategy that is not ready. Must not create anything.
     *
     * @throws IllegalStateException if the database cannot be asked
     */
    default LeftBehind leftBehind() {
        return LeftBehind.NOTHING;
    }
}
