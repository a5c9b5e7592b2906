package org.atomicevents.outbox.capture;

import java.sql.SQLException;
import org.atomicevents.Event;

/** The way of an event into the outbox. Thread-safe. */
@FunctionalInterface
public interface Capture {

    /**
     * Records the event in the caller's JTA transaction: it exists if that commits.
     *
     * @throws SQLException if the database refused it; the transaction must not commit then
     */
    void record(Event event) throws SQLException;
}
