package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.tailing.capture.Capture;

/** A row that is inserted and deleted in one round trip: the table stays empty, its insert is in the log. */
public final class LogRow implements Capture {

    /** The table whose inserts the reader takes from the log. */
    public static final String TABLE = "outbox_log";

    /** The statement with a result set, of three. */
    private static final int ANSWER = 3;

    private final Slot.Names names;

    public LogRow(Slot.Names names) {
        this.names = Objects.requireNonNull(names);
    }

    @Override
    public void record(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Statements.APPEND_AND_DELETE)) {
            EventColumns.bind(event, insert, 1);
            insert.setString(EventColumns.COUNT + 1, names.slot());
            insert.setString(EventColumns.COUNT + 2, names.publication());
            insert.execute();
            for (int result = 1; result < ANSWER; result++) {
                insert.getMoreResults();
            }
            try (ResultSet row = insert.getResultSet()) {
                row.next();
                names.requireReader(row.getBoolean(1), row.getBoolean(2));
            }
        }
    }
}
