package org.atomicevents.spi;

import java.util.Objects;

/**
 * The data source or the broker at hand cannot carry a strategy. Immutable.
 *
 * @param reason the state found, as the end of a sentence, such as "the data source is on H2"
 * @param nextStep the remedy, in the imperative
 */
public record Refused(String reason, String nextStep) implements Availability {

    public Refused {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(nextStep);
    }

    /** Reason and next step as one message. */
    public String message() {
        return reason + ": " + nextStep;
    }
}
