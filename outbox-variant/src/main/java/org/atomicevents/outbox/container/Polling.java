package org.atomicevents.outbox.container;

import java.time.Duration;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.RowCapture;

/** Row capture; the relay looks for entries by itself. */
final class Polling implements OutboxVariation {

    @Override
    public Capture capture(OutboxParts bench) {
        return new RowCapture(bench.database(), bench.store());
    }

    @Override
    public Duration period(OutboxParts bench) {
        return bench.settings().pollPeriod();
    }
}
