package org.atomicevents.eventsourcing.container;

import java.time.Duration;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.event-sourcing.*}. Immutable.
 *
 * @param passes the passes of the relay and of every projection
 * @param relay whether the relay runs in this server; another server's may
 * @param claimFor the time for which a relay may hold the checkpoint, on the database's clock
 * @param projections whether projections run in this server; another server's may
 * @param snapshotEvery the number of events between two snapshots of a stream
 */
record EventSourcingSettings(Passes passes, boolean relay, Duration claimFor, boolean projections, int snapshotEvery) {

    private static final String GROUP = "atomicevents.event-sourcing.";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RetrySettings RETRY = new RetrySettings(Duration.ofMillis(200), Duration.ofMinutes(1), 10);
    private static final RetrySettings LARGEST_RETRY = new RetrySettings(HOUR, Duration.ofDays(1), 1000);

    /**
     * The rhythm and the size of passes.
     *
     * @param pollPeriod the wait between two idle passes
     * @param batchSize the number of events per pass
     */
    record Passes(Duration pollPeriod, int batchSize, RetrySettings retry) {}

    static EventSourcingSettings read(Configuration from) {
        Passes passes = new Passes(
                from.duration(GROUP + "poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                from.number(GROUP + "batch-size", 500, 1, 10_000),
                RetrySettings.read(from, GROUP, RETRY, LARGEST_RETRY));
        return new EventSourcingSettings(
                passes,
                from.flag(GROUP + "relay", true),
                from.duration(GROUP + "claim-for", "PT30S", Duration.ofSeconds(1), HOUR),
                from.flag(GROUP + "projections", true),
                from.number(GROUP + "snapshot-every", 100, 1, 1_000_000));
    }
}
