package org.atomicevents.outbox.container;

import java.time.Duration;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.ReservedRowCapture;
import org.atomicevents.outbox.relay.HandOff;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;

/**
 * Rows that are inserted as reserved and sent right after the commit; the relay sends the rest when their reservation has ended.
 *
 * @param lease the time of the reservation, from the insertion on, in which only this server may send the entry
 * @param capacity the number of committed entries that may wait to be sent
 */
record Immediate(Duration lease, int capacity) implements OutboxVariation {

    /** A send begins only while at least this part of the reservation is left. */
    private static final int SPARE_PART = 4;

    static Immediate read(Configuration from) {
        return new Immediate(
                from.duration(
                        "atomicevents.outbox.immediate-lease", "PT2S", Duration.ofMillis(100), Duration.ofHours(1)),
                from.number("atomicevents.outbox.hand-off", 1000, 1, 100_000));
    }

    @Override
    public Availability open(OutboxParts parts) {
        // A connection of its own, so that the hand-off does not wait for the relay.
        Broker broker = parts.context().brokers().broker();
        var limits = new HandOff.Limits(capacity, parts.settings().batchSize(), lease.dividedBy(SPARE_PART));
        HandOff handOff = new HandOff(parts.store(), broker, limits, parts.executor());
        Capture capture = new ReservedRowCapture(
                parts.database(), parts.store(), lease, parts.context().server().registry(), handOff::accept);
        return new ReadyOutbox(parts, capture, () -> {
            handOff.stop();
            broker.close();
        });
    }
}
