package org.atomicevents.outbox.container;

import java.time.Duration;
import java.util.Optional;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.spi.Configuration;

/** What tells one strategy of the family from another: how it captures an event, and what sets its relay going. */
interface OutboxVariation {

    /** Reads the keys that only this strategy has. */
    default void configure(Configuration configuration) {}

    /** Why it cannot work here, beyond what is true for the whole family. */
    default Optional<String> refusal(OutboxParts bench) {
        return Optional.empty();
    }

    Capture capture(OutboxParts bench);

    /** How long the relay waits between two idle passes, on average. */
    Duration period(OutboxParts bench);

    /** Begins what runs beside the relay, after it; called even where no relay runs. */
    default void start(OutboxParts bench) {}

    /** Ends what {@link #start} began. */
    default void stop() {}
}
