package org.atomicevents.outbox.container;

import java.time.Duration;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.ClaimedRowCapture;
import org.atomicevents.outbox.relay.HandOff;
import org.atomicevents.spi.Configuration;

/** Rows that are born claimed, sent right after the commit; the relay sweeps up what that left. */
final class Immediate implements OutboxVariation {

    /** A send begins only while at least this part of the lease is left. */
    private static final int SPARE_PART = 4;

    private Duration lease;
    private int capacity;
    private HandOff handOff;

    @Override
    public void configure(Configuration configuration) {
        lease = configuration.duration(
                "atomicevents.outbox.immediate-lease", "PT2S", Duration.ofMillis(100), Duration.ofHours(1));
        capacity = configuration.number("atomicevents.outbox.hand-off", 1000, 1, 100_000);
    }

    @Override
    public Capture capture(OutboxParts bench) {
        var limits = new HandOff.Limits(capacity, bench.settings().batchSize(), lease.dividedBy(SPARE_PART));
        handOff = new HandOff(bench.store(), bench.broker(), bench.retry(), limits, bench.executor());
        return new ClaimedRowCapture(
                bench.database(), bench.store(), lease, bench.server().registry(), handOff::accept);
    }

    @Override
    public Duration period(OutboxParts bench) {
        return bench.settings().pollPeriod();
    }

    @Override
    public void stop() {
        handOff.stop();
    }
}
