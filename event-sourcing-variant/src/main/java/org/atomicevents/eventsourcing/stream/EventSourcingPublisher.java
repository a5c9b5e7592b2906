package org.atomicevents.eventsourcing.stream;

import java.sql.SQLException;
import java.util.Objects;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.StreamConflict;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.spi.PublishRules;

/**
 * Appends the event to the stream of its subject, in the caller's own transaction; the
 * {@link org.atomicevents.eventsourcing.relay.StoreRelay} sends it to the broker later. Thread-safe.
 */
public final class EventSourcingPublisher implements EventPublisher {

    /** The strategy's id; stable for ever. */
    public static final String ID = "event-sourcing";

    /** The guarantees of this strategy; known without an instance. */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.DUP_BROKER)
            .recoveryBoundedBy("the dead relay's claim (atomicevents.event-sourcing.claim-for)");

    private final PublishRules rules;
    private final EventStore store;

    public EventSourcingPublisher(PublishRules rules, EventStore store) {
        this.rules = Objects.requireNonNull(rules);
        this.store = Objects.requireNonNull(store);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try {
            store.append(event.subject(), event);
        } catch (SQLException | StreamConflict | DuplicateEvent e) {
            throw rules.refused(event, "database", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }
}
