package org.atomicevents.dualwrite;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.broker.Sender;
import org.atomicevents.spi.PublishRules;

/**
 * Commits first and sends afterwards, on the committing thread, one event after the other.
 *
 * <p>Thread-safe. Between the commit and the send the event exists only in this JVM's memory: if the JVM dies there, or the
 * broker does not take it, the event is lost, which is logged if the JVM still can. Nothing is thrown for it, because the
 * caller's change is committed.
 */
public final class DualWritePublisher implements EventPublisher {

    /** The guarantees of this strategy, which are known without an instance. */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.LOST, Anomaly.REORDER)
            .recoveryBoundedBy("nothing: an event lost between commit and send never arrives");

    private static final System.Logger LOG = System.getLogger(DualWritePublisher.class.getName());

    private final PublishRules rules;
    private final TransactionSynchronizationRegistry registry;
    private final Sender sender;

    /** @param sender used by all committing threads */
    public DualWritePublisher(PublishRules rules, TransactionSynchronizationRegistry registry, Sender sender) {
        this.rules = Objects.requireNonNull(rules);
        this.registry = Objects.requireNonNull(registry);
        this.sender = Objects.requireNonNull(sender);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        SendAfterCommit pending = (SendAfterCommit) registry.getResource(this);
        if (pending == null) {
            pending = new SendAfterCommit();
            registry.registerInterposedSynchronization(pending);
            registry.putResource(this, pending);
        }
        pending.events.add(event);
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }

    private final class SendAfterCommit implements Synchronization {

        private final List<Event> events = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            // Nothing may leave before the commit.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                events.forEach(this::send);
            }
        }

        private void send(Event event) {
            try {
                sender.send(event);
            } catch (BrokerException | RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Event %s of %s is lost: its change is committed, but the broker did not take it"
                                .formatted(event.id(), event.subject()),
                        e);
            }
        }
    }
}
