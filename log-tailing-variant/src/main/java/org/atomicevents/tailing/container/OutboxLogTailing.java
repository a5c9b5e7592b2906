package org.atomicevents.tailing.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.store.LogRow;

/** Offers {@code outbox-log-tailing}: a row that is deleted at once and stays only in the log. */
@ApplicationScoped
public class OutboxLogTailing extends TailingStrategy {

    @Override
    public String id() {
        return Slots.ROWS;
    }

    @Override
    Capture capture() {
        return new LogRow();
    }
}
