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
import org.atomicevents.spi.PublishRules;

/**
 * Writes the events of a transaction into the instance's journal before the commit, sends them after it, and then removes them
 * from the journal.
 *
 * <p>Thread-safe. The intents of a transaction are on the disk before its commit begins; a JVM that dies anywhere after that
 * leaves them to the {@link Sweeper} of the same instance, which asks the database whether the transaction committed. The
 * committing thread sends only if the transaction manager reports a commit; after any other outcome the sweeper decides as well.
 * Nothing is thrown when the broker does not take an event: it is committed and stays in the journal.
 */
public final class JournaledPublisher implements EventPublisher {

    /** The guarantees of this strategy together with its sweeper, which are known without an instance. */
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
     * The journal, and those of its entries that threads are working on.
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
        Work work = (Work) registry.getResource(this);
        if (work == null) {
            work = new Work(transactionOf(event));
            registry.registerInterposedSynchronization(work);
            registry.putResource(this, work);
        }
        try {
            work.add(event);
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
    private final class Work implements Synchronization {

        private final MainTransaction transaction;
        private final List<Event> events = new ArrayList<>();
        private final List<Long> seqs = new ArrayList<>();
        private boolean over;

        Work(MainTransaction transaction) {
            this.transaction = transaction;
        }

        /** Keeps the event for {@link #beforeCompletion}; one that another callback publishes after that is written at once. */
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
                if (status == Status.STATUS_COMMITTED) {
                    deliver();
                }
            } catch (SQLException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "The journal keeps what is delivered; it will be sent again", e);
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
                // So the sweeper need not ask the database, which may have forgotten the answer when the broker is
                // back.
                journal.store.committed(waiting);
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0} committed events wait in the journal for the broker",
                        waiting.size());
            }
        }
    }
}
