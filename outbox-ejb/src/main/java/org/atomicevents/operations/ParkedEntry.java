package org.atomicevents.operations;

import java.time.Instant;

/**
 * An entry that its relay does not try any more. Its subject waits until it is replayed or discarded. Immutable.
 *
 * @param strategy the id of the strategy that the entry belongs to
 * @param source the source of its event, as it was written: it need not be a URI
 * @param attempts the number of refusals by the broker
 * @param lastError the broker's last reason
 */
public record ParkedEntry(
        String strategy,
        String source,
        String eventId,
        String type,
        String subject,
        int attempts,
        Instant parkedAt,
        String lastError) {}
