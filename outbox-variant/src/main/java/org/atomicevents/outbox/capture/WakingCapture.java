package org.atomicevents.outbox.capture;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Objects;
import org.atomicevents.Event;

/** Records as another capture does, and wakes the relay once per transaction, when that has committed. Thread-safe. */
public final class WakingCapture implements Capture {

    private final Capture capture;
    private final AfterCommit<String> committed;

    /** @param wake runs on the committing thread, after the commit; must not wait */
    public WakingCapture(Capture capture, TransactionSynchronizationRegistry registry, Runnable wake) {
        this.capture = Objects.requireNonNull(capture);
        this.committed = new AfterCommit<>(registry, events -> wake.run());
    }

    @Override
    public void record(Event event) throws SQLException {
        capture.record(event);
        committed.add(event.id());
    }
}
