package org.atomicevents.outbox;

import java.sql.SQLException;
import java.util.Objects;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.spi.PublishRules;

/**
 * Records the event as an outbox entry in the caller's own transaction; a {@link org.atomicevents.outbox.relay.Relay}
 * moves it to the broker later. Thread-safe.
 */
public final class OutboxPublisher implements EventPublisher {

    /** The guarantees of row capture with a relay that polls. */
    public static final Guarantees POLLING = Guarantees.admitting(Anomaly.DUP_BROKER)
            .recoveryBoundedBy("the dead relay's lease (atomicevents.outbox.lease)");

    /** The guarantees with a hand-off right after the commit. */
    public static final Guarantees IMMEDIATE = Guarantees.admitting(Anomaly.DUP_BROKER)
            .recoveryBoundedBy(
                    "the longer of the dead server's reservation (atomicevents.outbox.immediate-lease) and lease (atomicevents.outbox.lease), then a look (poll-period)");

    /** The guarantees with a relay that is woken. */
    public static final Guarantees NOTIFY = Guarantees.admitting(Anomaly.DUP_BROKER)
            .recoveryBoundedBy("the dead relay's lease (atomicevents.outbox.lease)");

    /** The guarantees with a trigger in place of the insert. */
    public static final Guarantees TRIGGER = Guarantees.admitting(Anomaly.DUP_BROKER)
            .losesOnlyIf("the trigger is bypassed (disabled, session_replication_role = replica, a table without one)")
            .recoveryBoundedBy("the dead relay's lease (atomicevents.outbox.lease)");

    private final PublishRules rules;
    private final Capture capture;
    private final Guarantees guarantees;

    public OutboxPublisher(PublishRules rules, Capture capture, Guarantees guarantees) {
        this.rules = Objects.requireNonNull(rules);
        this.capture = Objects.requireNonNull(capture);
        this.guarantees = Objects.requireNonNull(guarantees);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try {
            capture.record(event);
        } catch (SQLException e) {
            throw rules.refused(event, "database (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }
}
