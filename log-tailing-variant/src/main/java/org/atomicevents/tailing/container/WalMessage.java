package org.atomicevents.tailing.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.store.LogMessage;
import org.atomicevents.tailing.store.Slot;

/** Offers {@code wal-message}: a message in the log, without any table. */
@ApplicationScoped
public class WalMessage extends TailingStrategy {

    @Override
    public String id() {
        return Slots.MESSAGES;
    }

    @Override
    Capture capture(Slot.Names names) {
        return new LogMessage(names);
    }
}
