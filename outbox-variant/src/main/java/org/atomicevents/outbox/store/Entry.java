package org.atomicevents.outbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/**
 * One outbox entry.
 *
 * @param place its place in line
 * @param attempts the number of times the broker has refused it so far
 */
public record Entry(Place place, Event event, int attempts) {

    /** Reads the columns attempts, and those of {@link EventColumns}, behind those of {@code place}. */
    static Entry read(ResultSet row, Place place) throws SQLException {
        return new Entry(place, EventColumns.read(row, 4), row.getInt(3));
    }

    public long seq() {
        return place.seq();
    }
}
