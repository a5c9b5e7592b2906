package org.atomicevents.outbox.container;

import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.outbox.*} that only this module reads, beside {@link org.atomicevents.container.Settings.Outbox}.
 * Immutable.
 *
 * @param relay whether relays run in this server
 * @param turnWait the longest wait of a publisher for another transaction about the same subject
 * @param maxSubjects the number of subjects that one transaction may publish about
 */
record OutboxSettings(boolean relay, Duration turnWait, int maxSubjects) {

    static OutboxSettings read(Configuration from) {
        return new OutboxSettings(
                from.flag("atomicevents.outbox.relay", true),
                from.duration("atomicevents.outbox.turn-wait", "PT10S", Duration.ofMillis(10), Duration.ofHours(1)),
                from.number("atomicevents.outbox.max-subjects", 1000, 1, 1_000_000));
    }
}
