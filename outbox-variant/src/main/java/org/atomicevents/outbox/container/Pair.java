package org.atomicevents.outbox.container;

import java.time.Duration;
import java.util.Optional;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.spi.Configuration;

/** What tells one strategy of the family from another: how it captures an event, and what sets its relay going. */
interface Pair {

    /** Reads the keys that only this strategy has. */
    default void configure(Configuration configuration) {}

    /** Why it cannot work here, beyond what is true for the whole family. */
    default Optional<String> refusal(Workbench bench) {
        return Optional.empty();
    }

    Capture capture(Workbench bench);

    /** How long the relay waits between two idle passes, on average. */
    Duration period(Workbench bench);

    /** Begins what runs beside the relay, after it; called even where no relay runs. */
    default void start(Workbench bench) {}

    /** Ends what {@link #start} began. */
    default void stop() {}
}
