package org.atomicevents.outbox.container;

import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.spi.Availability;

/** Row capture; the relay polls. */
final class Polling implements OutboxVariation {

    @Override
    public Availability open(OutboxParts parts) {
        return new ReadyOutbox(parts, new RowCapture(parts.database(), parts.store()), BackgroundWork.NONE);
    }
}
