package org.atomicevents.tailing.capture;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;

/** The way of an event into the write-ahead log. Thread-safe. */
@FunctionalInterface
public interface Capture {

    /**
     * Writes on {@code connection}, whose transaction decides whether the event exists.
     *
     * @throws SQLException if the database refuses, or knows that nobody will read the event; the transaction must not commit then
     */
    void record(Connection connection, Event event) throws SQLException;
}
