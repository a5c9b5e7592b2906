package org.atomicevents.tailing.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * Batches and pauses of Debezium's engine. Immutable.
 *
 * @param pollInterval the longest that an event waits for others; also the pause of an idle reader
 * @param batchSize the number of events that are sent at once, about
 */
public record EngineSettings(Duration pollInterval, int batchSize) {

    public EngineSettings {
        Objects.requireNonNull(pollInterval);
    }
}
