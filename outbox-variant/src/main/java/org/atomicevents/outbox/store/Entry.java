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

    /** Reads the columns seq, shard, attempts, and those of {@link EventColumns}. */
    static Entry read(ResultSet row) throws SQLException {
        Event event = EventColumns.read(row, 4);
        return new Entry(new Place(row.getInt(2), event.subject(), row.getLong(1)), event, row.getInt(3));
    }

    public long seq() {
        return place.seq();
    }
}
