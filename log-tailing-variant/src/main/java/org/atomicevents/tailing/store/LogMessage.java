package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.capture.Payload;

/** A message in the log without any table. */
public final class LogMessage implements Capture {

    /** Messages with another prefix are of other applications. */
    public static final String PREFIX = "atomicevents";

    @Override
    public void record(Connection connection, Event event) throws SQLException {
        try (PreparedStatement emit = connection.prepareStatement(Statements.EMIT)) {
            emit.setString(1, PREFIX);
            emit.setBytes(2, Payload.of(event));
            emit.execute();
        }
    }
}
