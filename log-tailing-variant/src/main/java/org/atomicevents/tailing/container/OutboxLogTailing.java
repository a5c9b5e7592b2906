package org.atomicevents.tailing.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.store.LogRow;
import org.atomicevents.tailing.store.Slot;

/** Offers {@code outbox-log-tailing}: a row that leaves nothing but its trace in the log. */
@ApplicationScoped
public class OutboxLogTailing extends TailingStrategy {

    @Override
    public String id() {
        return Slots.ROWS;
    }

    @Override
    Capture capture(Slot.Names names) {
        return new LogRow(names);
    }
}
