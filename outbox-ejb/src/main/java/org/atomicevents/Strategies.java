package org.atomicevents;

import java.util.List;

/**
 * The strategies of this deployment, for code that shows or chooses them at run time; inject it.
 *
 * <p>Thread-safe; the answers never change during the life of the deployment.
 */
public interface Strategies {

    /** Every strategy present, available or not, ordered by id. */
    List<Offer> all();

    /**
     * The publisher of one strategy.
     *
     * @throws IllegalArgumentException if no strategy has this id; the message lists the known ones
     * @throws IllegalStateException if the data source or broker at hand cannot support it; the message says why
     */
    EventPublisher publisher(String id);

    /**
     * One strategy of this deployment. Immutable.
     *
     * @param available whether it can be used with the data source and the broker at hand
     * @param refusal the reason why it is not available, with the next step; null if it is
     * @param isDefault whether injection points without {@link Strategy} get it
     */
    record Offer(String id, boolean available, String refusal, boolean isDefault, Guarantees guarantees) {}
}
