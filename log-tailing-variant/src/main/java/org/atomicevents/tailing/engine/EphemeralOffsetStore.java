package org.atomicevents.tailing.engine;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Keeps the engine's position in memory during one run and forgets it: the next run begins at the slot's position. A position on
 * an instance's disk could be ahead of the slot or of another server, and skip events. The engine creates it by its class name.
 */
public final class EphemeralOffsetStore extends MemoryOffsetBackingStore {

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
        return Set.of();
    }
}
