package org.atomicevents.outbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/**
 * One claimed outbox row.
 *
 * @param seq its place in line
 * @param attempts the number of times the broker has refused it so far
 */
public record Entry(long seq, Event event, int attempts) {

    /** Reads the columns seq, attempts, and those of {@link EventColumns}. */
    static Entry read(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), EventColumns.read(row, 3), row.getInt(2));
    }
}
