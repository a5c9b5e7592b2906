package org.atomicevents.tailing.capture;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;

/** A way to write an event into the write-ahead log. Thread-safe. */
@FunctionalInterface
public interface Capture {

    /** Writes on {@code connection}, whose transaction decides whether the event exists. */
    void record(Connection connection, Event event) throws SQLException;
}
