package org.atomicevents.dualwrite;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.broker.Sender;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.PublishRules;

/**
 * Commits first and sends afterwards, on the committing thread, one event after the other.
 *
 * <p>Thread-safe. Between the commit and the send the event exists only in this JVM's memory: if the JVM dies there, or the
 * broker does not take it, the event is lost, which is logged if the JVM still can. Nothing is thrown for it, because the
 * caller's change is committed. The transaction manager's word is no proof of a commit, see {@link MainDatabase#outcome}: nothing is
 * sent before the database has confirmed it, and an event is lost, too, if the database cannot be asked at that moment.
 */
public final class DualWritePublisher implements EventPublisher {

    /** The guarantees of the strategy; known without an instance. */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.LOST, Anomaly.REORDER)
            .recoveryBoundedBy("nothing: an event lost between commit and send never arrives");

    private static final System.Logger LOG = System.getLogger(DualWritePublisher.class.getName());

    private final PublishRules rules;
    private final TransactionSynchronizationRegistry registry;
    private final Optional<MainDatabase> database;
    private final Sender sender;

    /**
     * @param database confirms commits; empty for one that cannot, whose events rely on the transaction manager's word
     * @param sender used by all committing threads; stays the caller's to close
     */
    public DualWritePublisher(
            PublishRules rules,
            TransactionSynchronizationRegistry registry,
            Optional<MainDatabase> database,
            Sender sender) {
        this.rules = Objects.requireNonNull(rules);
        this.registry = Objects.requireNonNull(registry);
        this.database = Objects.requireNonNull(database);
        this.sender = Objects.requireNonNull(sender);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        SendAfterCommit pending = (SendAfterCommit) registry.getResource(this);
        if (pending == null) {
            pending = new SendAfterCommit(transactionOf(event));
            registry.registerInterposedSynchronization(pending);
            registry.putResource(this, pending);
        }
        pending.events.add(event);
    }

    private Optional<MainTransaction> transactionOf(Event event) {
        try {
            return database.isEmpty()
                    ? Optional.empty()
                    : Optional.of(database.get().numbered());
        } catch (SQLException e) {
            throw rules.refused(event, "database", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }

    private final class SendAfterCommit implements Synchronization {

        private final Optional<MainTransaction> transaction;
        private final List<Event> events = new ArrayList<>();

        /** @param transaction the database's, if it can be asked about it */
        SendAfterCommit(Optional<MainTransaction> transaction) {
            this.transaction = transaction;
        }

        @Override
        public void beforeCompletion() {
            // Nothing may leave before the commit.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED && isConfirmed()) {
                events.forEach(this::send);
            }
        }

        private boolean isConfirmed() {
            if (transaction.isEmpty()) {
                return true;
            }
            try {
                TransactionStatus found = database.orElseThrow().outcome(transaction.get());
                if (found == TransactionStatus.COMMITTED) {
                    return true;
                }
                unconfirmed("the database says " + found, null);
            } catch (SQLException | RuntimeException e) {
                unconfirmed("the database does not answer", e);
            }
            return false;
        }

        private void unconfirmed(String why, Exception cause) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "%d events are not sent: the transaction manager calls their transaction committed, but %s; first of them: %s"
                            .formatted(events.size(), why, events.get(0).id()),
                    cause);
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
