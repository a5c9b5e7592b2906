package org.atomicevents.dualwrite.journal;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.dualwrite.store.Intent;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.spi.Refused;

/**
 * A real journal on a real disk and a real transaction manager; a main database and a broker in memory, whose answers the test
 * sets. {@link #die} leaves what a killed instance leaves: the file, and nothing in memory.
 */
final class Fixture implements Broker, MainDatabase {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    static final MainTransaction FIRST = new MainTransaction("742", "main/1");

    final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    final Path directory =
            Path.of("target", "journals", UUID.randomUUID().toString()).toAbsolutePath();
    final List<String> received = new ArrayList<>();
    final Set<String> poison = new HashSet<>();
    final Map<MainTransaction, TransactionStatus> outcomes = new HashMap<>();
    final List<MainTransaction> outcomeQueries = new ArrayList<>();
    MainTransaction current = FIRST;
    boolean brokerAway;
    boolean databaseAway;
    Runnable whileSending = () -> {};
    JournalFile file;
    JournalStore store;
    LiveEntries liveEntries;
    EventPublisher publisher;
    Sweeper sweeper;

    Fixture() throws SQLException, IOException {
        start();
    }

    void start() throws SQLException, IOException {
        file = JournalFile.open(directory);
        store = new JournalStore(file);
        liveEntries = new LiveEntries();
        publisher = new JournaledPublisher(
                new PublishRules(registry, 100),
                registry,
                this,
                new JournaledPublisher.Journal(store, liveEntries),
                this);
        sweeper = new Sweeper(store, liveEntries, this, this, new Sweeper.Limits(3, 2, Clock.systemUTC()));
    }

    /** The instance is gone and comes back with its disk. */
    void die() throws SQLException, IOException {
        file.close();
        start();
    }

    /** Leaves the entries of an instance that died right after it wrote its intents. */
    void leave(MainTransaction transaction, String... events) throws SQLException {
        List<Event> all = java.util.Arrays.stream(events).map(Fixture::event).toList();
        store.intend(transaction, store.numbers(all.size()), all);
    }

    long pending() throws SQLException {
        return store.backlog().pending();
    }

    @Override
    public MainTransaction current() throws SQLException {
        if (databaseAway) {
            throw new SQLException("connection refused");
        }
        return current;
    }

    @Override
    public TransactionStatus outcome(MainTransaction transaction) throws SQLException {
        if (databaseAway) {
            throw new SQLException("connection refused");
        }
        outcomeQueries.add(transaction);
        return outcomes.getOrDefault(transaction, TransactionStatus.IN_PROGRESS);
    }

    @Override
    public List<Delivery> send(List<Event> events) {
        whileSending.run();
        return events.stream().map(this::delivery).toList();
    }

    private synchronized Delivery delivery(Event event) {
        if (brokerAway) {
            return new Delivery(Delivery.Status.UNREACHABLE, "connection refused");
        }
        if (poison.contains(event.id())) {
            return new Delivery(Delivery.Status.REFUSED, "poison");
        }
        boolean copy = received.contains(event.id());
        if (!copy) {
            received.add(event.id());
        }
        return new Delivery(copy ? Delivery.Status.DUPLICATE : Delivery.Status.SENT, "");
    }

    static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", "subject", "{}")
                .with("traceparent", "00-" + id);
    }

    static List<String> ids(Collection<Intent> intents) {
        return intents.stream().map(intent -> intent.event().id()).toList();
    }

    @Override
    public Optional<Refused> refusal() {
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            if (manager.getTransaction() != null) {
                manager.rollback();
            }
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
        file.close();
    }
}
