package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.tailing.capture.Capture;

/** A row that is inserted and deleted in one round trip: the table stays empty, its insert is in the log. */
public final class LogRow implements Capture {

    /** The table whose inserts are read from the log. */
    public static final String TABLE = "outbox_log";

    @Override
    public void record(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Statements.APPEND_AND_DELETE)) {
            EventColumns.bind(event, insert, 1);
            insert.execute();
        }
    }
}
