package org.atomicevents.eventsourcing.container;

import java.time.Duration;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.event-sourcing.*}, checked. Immutable.
 *
 * @param pollPeriod the wait of an idle relay or projection
 * @param batchSize events per pass
 * @param claimFor the longest that a relay may hold the checkpoint, on the database's clock
 * @param snapshotEvery events between two snapshots of a stream
 * @param here the background work of this server
 */
record EventSourcingSettings(
        Duration pollPeriod, int batchSize, Duration claimFor, int snapshotEvery, RetrySettings retry, Here here) {

    private static final String GROUP = "atomicevents.event-sourcing.";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RetrySettings RETRY_DEFAULTS =
            new RetrySettings(Duration.ofMillis(200), Duration.ofMinutes(1), 10);
    private static final RetrySettings RETRY_LIMITS = new RetrySettings(HOUR, Duration.ofDays(1), 1000);

    /**
     * The background work of this server; another one may do it instead.
     *
     * @param relays whether the relay runs
     * @param projects whether projections are fed
     */
    record Here(boolean relays, boolean projects) {}

    static EventSourcingSettings read(Configuration from) {
        return new EventSourcingSettings(
                from.duration(GROUP + "poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                from.number(GROUP + "batch-size", 500, 1, 10_000),
                from.duration(GROUP + "claim-for", "PT30S", Duration.ofSeconds(1), HOUR),
                from.number(GROUP + "snapshot-every", 100, 1, 1_000_000),
                RetrySettings.read(from, GROUP, RETRY_DEFAULTS, RETRY_LIMITS),
                new Here(from.flag(GROUP + "relay", true), from.flag(GROUP + "projections", true)));
    }
}
