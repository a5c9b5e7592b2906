package org.atomicevents.broker;

import org.atomicevents.spi.Configuration;

/**
 * One kind of broker, as its module offers it: an {@code @ApplicationScoped} bean in a {@code container} package. Adding a kind is
 * adding the jar that holds such a bean, and naming its id in {@code atomicevents.broker}. Thread-safe.
 */
public interface BrokerProvider {

    /** The value of {@code atomicevents.broker} that chooses it; lower-case, stable for ever. */
    String id();

    /**
     * Reads the keys that only this kind has, before the server's resources are up. Wrong values are refused through
     * {@code configuration} and fail the deployment, whether or not this kind is chosen.
     */
    Brokers configure(Configuration configuration);
}
