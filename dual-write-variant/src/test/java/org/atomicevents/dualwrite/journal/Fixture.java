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
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.dualwrite.store.Intent;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.spi.PublishRules;

/**
 * A real journal on a real disk and a real transaction manager; main database and broker are in memory. {@link #die} leaves of
 * the instance what a kill leaves: the file, and nothing in memory.
 */
final class Fixture implements AutoCloseable {

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
    final MemoryBroker broker = new MemoryBroker();
    final MemoryDatabase database = new MemoryDatabase();
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
                database,
                new JournaledPublisher.Journal(store, liveEntries),
                broker);
        sweeper = new Sweeper(store, liveEntries, database, broker, new Sweeper.Limits(3, 2, Clock.systemUTC()));
    }

    /** The instance is gone and comes back with its disk. */
    void die() throws SQLException, IOException {
        file.close();
        start();
    }

    /** The entries of an instance that dies right after it wrote its intents. */
    void leave(MainTransaction transaction, String... events) throws SQLException {
        List<Event> all = Arrays.stream(events).map(Fixture::event).toList();
        store.intend(transaction, store.numbers(all.size()), all);
    }

    long pending() throws SQLException {
        return store.backlog().pending();
    }

    static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", "subject", "{}")
                .with("traceparent", "00-" + id);
    }

    static List<String> ids(Collection<Intent> intents) {
        return intents.stream().map(intent -> intent.event().id()).toList();
    }

    @Override
    public void close() throws SystemException {
        if (manager.getTransaction() != null) {
            manager.rollback();
        }
        file.close();
    }
}
