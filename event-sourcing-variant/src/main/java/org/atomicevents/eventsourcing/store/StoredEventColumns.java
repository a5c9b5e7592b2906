package org.atomicevents.eventsourcing.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.EventColumns;

/** An event as the columns of {@code event_store}, and back. Stateless. */
final class StoredEventColumns {

    /** The columns of an insert, in the order of {@link #bind}. */
    static final String INSERTED = "stream, version, " + EventColumns.NAMES;

    /** The columns of a row, in the order of {@link #read}. */
    static final String NAMES = "position, " + INSERTED;

    private StoredEventColumns() {}

    /** @return the index of the parameter after these */
    static int bind(PreparedStatement insert, int first, String stream, long version, Event event) throws SQLException {
        insert.setString(first, stream);
        insert.setLong(first + 1, version);
        EventColumns.bind(event, insert, first + 2);
        return first + 2 + EventColumns.COUNT;
    }

    static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(row.getLong(1), row.getString(2), row.getLong(3), EventColumns.read(row, 4));
    }
}
