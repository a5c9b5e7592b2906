package org.atomicevents.tailing.engine;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * The engine's store of its position, kept for one run only: the next run has none and begins where the
 * slot stands. A position of our own, on an instance's disk, could be ahead of the slot or of another server, and skip
 * events. The engine makes an instance by the class name.
 */
public final class EphemeralOffsetStore extends MemoryOffsetBackingStore {

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
        return Set.of();
    }
}
