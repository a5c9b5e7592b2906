package org.atomicevents.tailing.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * The size and the period of the engine's batches.
 *
 * @param pollInterval the longest time for which an event waits for others to fill the batch, and the pause of an idle reader
 * @param batchSize the approximate number of events that are held in memory and sent at once
 */
public record EngineSettings(Duration pollInterval, int batchSize) {

    public EngineSettings {
        Objects.requireNonNull(pollInterval);
    }
}
