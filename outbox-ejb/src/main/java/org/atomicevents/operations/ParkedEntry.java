package org.atomicevents.operations;

import java.time.Instant;

/**
 * An entry that its relay gave up on. Its subject stands still until it is replayed or discarded.
 *
 * @param strategy whose entry it is
 * @param attempts how often the broker refused it
 * @param lastError the broker's last reason
 */
public record ParkedEntry(
        String strategy,
        String eventId,
        String type,
        String subject,
        int attempts,
        Instant parkedAt,
        String lastError) {}
