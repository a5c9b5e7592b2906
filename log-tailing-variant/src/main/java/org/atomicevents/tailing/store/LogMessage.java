package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.capture.Payload;

/** A message in the log without any table. */
public final class LogMessage implements Capture {

    /** The prefix of this strategy's messages; others in the log are skipped. */
    public static final String PREFIX = "atomicevents";

    private final Slot.Names names;

    public LogMessage(Slot.Names names) {
        this.names = Objects.requireNonNull(names);
    }

    @Override
    public void record(Connection connection, Event event) throws SQLException {
        try (PreparedStatement emit = connection.prepareStatement(Statements.EMIT)) {
            emit.setString(1, PREFIX);
            emit.setBytes(2, Payload.of(event));
            emit.setString(3, names.slot());
            try (ResultSet row = emit.executeQuery()) {
                row.next();
                names.requireReader(row.getBoolean(2), true);
            }
        }
    }
}
