package org.atomicevents.outbox.capture;

import java.sql.SQLException;
import org.atomicevents.Event;

/** How an event gets into the outbox within the caller's transaction. Thread-safe. */
@FunctionalInterface
public interface Capture {

    /** Runs in the caller's JTA transaction, which decides whether the event exists. */
    void record(Event event) throws SQLException;
}
