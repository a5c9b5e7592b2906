package org.atomicevents.tailing.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How much at a time, and how soon.
 *
 * @param pollInterval the longest that an event waits for others; also how long an idle reader pauses
 * @param batchSize about so many events are held in memory and sent at once
 */
public record EngineSettings(Duration pollInterval, int batchSize) {

    public EngineSettings {
        Objects.requireNonNull(pollInterval);
    }
}
