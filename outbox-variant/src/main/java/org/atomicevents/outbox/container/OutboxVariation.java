package org.atomicevents.outbox.container;

import java.time.Duration;
import org.atomicevents.container.Settings;
import org.atomicevents.spi.Availability;

/**
 * The difference between one strategy of the family and the others: the way an event is captured, and the start of the relay's
 * passes. Its own keys are read already. Immutable.
 */
interface OutboxVariation {

    /** The wait of the relay between two idle passes, on average. */
    default Duration period(Settings.Outbox settings) {
        return settings.pollPeriod();
    }

    /**
     * Makes the parts that only this strategy has; starts nothing. Called once, outside any transaction.
     *
     * @return a {@link ReadyOutbox}, or the refusal if the database cannot carry this strategy
     * @throws IllegalStateException if a resource of the server is missing; the message names it
     */
    Availability open(OutboxParts parts);
}
