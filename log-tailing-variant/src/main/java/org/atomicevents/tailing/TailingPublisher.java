package org.atomicevents.tailing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.tailing.capture.Capture;

/**
 * Leaves the event in the database's write-ahead log, as part of the caller's own transaction; a reader of the log moves it
 * to the broker later. An event is refused if the slot that keeps the log for the reader is lost. Thread-safe.
 */
public final class TailingPublisher implements EventPublisher {

    /**
     * The guarantees of both strategies. A reader of the log may see a commit a moment before other sessions do: PostgreSQL
     * makes a transaction visible only after its commit is in the log, and with synchronous replication only after a
     * standby has confirmed it.
     */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.EARLY, Anomaly.DUP_BROKER)
            .losesOnlyIf(
                    "the replication slot is lost: dropped, invalidated by max_slot_wal_keep_size, or not on the server after a"
                            + " fail-over or restore")
            .recoveryBoundedBy(
                    "the dead reader's replication slot being freed (at once when its process dies, wal_sender_timeout when its"
                            + " machine does) and the next reader's start (atomicevents.tailing.takeover-period)");

    private final PublishRules rules;
    private final DataSource database;
    private final Capture capture;

    public TailingPublisher(PublishRules rules, DataSource database, Capture capture) {
        this.rules = Objects.requireNonNull(rules);
        this.database = Objects.requireNonNull(database);
        this.capture = Objects.requireNonNull(capture);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try (Connection connection = JoinedConnection.open(database)) {
            capture.record(connection, event);
        } catch (SQLException e) {
            throw rules.refused(event, "database", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }
}
