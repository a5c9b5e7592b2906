package org.atomicevents.dualwrite.journal;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.PublishException;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.PublishRules;

/**
 * Writes into the instance's journal what is about to be committed, commits, sends, and takes it out of the journal.
 *
 * <p>Thread-safe. The intents of a transaction are on the disk before its commit begins; a JVM that dies anywhere after that
 * leaves them to the {@link Sweeper} of the same instance, which asks the database what became of the transaction. Only a
 * commit that the database confirms is acted upon here, because the transaction manager also reports one whose answer it never got;
 * everything else is left to the sweeper as well. Nothing is
 * thrown when the broker does not take an event: it is committed and stays in the journal.
 */
public final class JournaledPublisher implements EventPublisher {

    /** The guarantees of publisher and sweeper together; known without an instance. */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.DUP_BROKER, Anomaly.REORDER)
            .losesOnlyIf("the disk with the instance's journal is lost")
            .recoveryBoundedBy("the return of the instance with its disk");

    private static final System.Logger LOG = System.getLogger(JournaledPublisher.class.getName());

    private final PublishRules rules;
    private final TransactionSynchronizationRegistry registry;
    private final MainDatabase database;
    private final Journal journal;
    private final Broker broker;

    /**
     * The journal and the entries that its threads work on.
     *
     * @param liveEntries shared with the sweeper
     */
    public record Journal(JournalStore store, LiveEntries liveEntries) {}

    /** @param broker used by all committing threads, so it has to be thread-safe */
    public JournaledPublisher(
            PublishRules rules,
            TransactionSynchronizationRegistry registry,
            MainDatabase database,
            Journal journal,
            Broker broker) {
        this.rules = Objects.requireNonNull(rules);
        this.registry = Objects.requireNonNull(registry);
        this.database = Objects.requireNonNull(database);
        this.journal = Objects.requireNonNull(journal);
        this.broker = Objects.requireNonNull(broker);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        PendingEvents pending = (PendingEvents) registry.getResource(this);
        if (pending == null) {
            pending = new PendingEvents(transactionOf(event));
            registry.registerInterposedSynchronization(pending);
            registry.putResource(this, pending);
        }
        try {
            pending.add(event);
        } catch (SQLException e) {
            throw rules.refused(event, "journal", e);
        }
    }

    private MainTransaction transactionOf(Event event) {
        try {
            return database.current();
        } catch (SQLException e) {
            throw rules.refused(event, "database", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }

    /** The events of one transaction; synchronized because a transaction that times out is ended by another thread. */
    private final class PendingEvents implements Synchronization {

        private final MainTransaction transaction;
        private final List<Event> events = new ArrayList<>();
        private final List<Long> seqs = new ArrayList<>();
        private boolean over;

        PendingEvents(MainTransaction transaction) {
            this.transaction = transaction;
        }

        /** Writes it at once if another callback published it after {@link #beforeCompletion}. */
        synchronized void add(Event event) throws SQLException {
            boolean late = !seqs.isEmpty();
            events.add(event);
            if (late) {
                write(List.of(event));
            }
        }

        @Override
        public synchronized void beforeCompletion() {
            try {
                write(events);
            } catch (SQLException e) {
                if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
                    registry.setRollbackOnly();
                }
                throw new PublishException(
                        "The journal did not take %d events; the transaction will roll back".formatted(events.size()),
                        e);
            }
        }

        private void write(List<Event> these) throws SQLException {
            if (over) {
                throw new SQLException("The transaction is over already: it was ended by another thread");
            }
            List<Long> numbers = journal.store.numbers(these.size());
            seqs.addAll(numbers);
            journal.liveEntries.begin(numbers);
            journal.store.intend(transaction, numbers, these);
        }

        @Override
        public synchronized void afterCompletion(int status) {
            over = true;
            try {
                if (status == Status.STATUS_COMMITTED && database.outcome(transaction) == TransactionStatus.COMMITTED) {
                    deliver();
                }
            } catch (SQLException | RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The journal keeps events whose outcome is not known here; the sweeper asks the database and sends",
                        e);
            } finally {
                journal.liveEntries.end(seqs);
            }
        }

        private void deliver() throws SQLException {
            List<Delivery> deliveries = broker.send(events);
            List<Long> arrived = new ArrayList<>();
            List<Long> waiting = new ArrayList<>();
            for (int i = 0; i < deliveries.size(); i++) {
                (deliveries.get(i).arrived() ? arrived : waiting).add(seqs.get(i));
            }
            if (!arrived.isEmpty()) {
                journal.store.resolve(arrived);
            }
            if (!waiting.isEmpty()) {
                // The sweeper then need not ask, and the database cannot forget the outcome while the broker is away.
                journal.store.committed(waiting);
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0} committed events wait in the journal for the broker",
                        waiting.size());
            }
        }
    }
}
