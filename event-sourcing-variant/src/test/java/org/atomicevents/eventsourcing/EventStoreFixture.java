package org.atomicevents.eventsourcing;

import java.sql.SQLException;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.EventStoreSql;
import org.atomicevents.eventsourcing.store.RelayStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;

/** A fresh event store on H2 or, as {@link TestDatabase#POSTGRES} says, on PostgreSQL. */
public final class EventStoreFixture implements AutoCloseable {

    private static final int MAX_DATA_BYTES = 10_000;

    public final TestDatabase database;
    public final EventStore store;
    public final Sequencer sequencer;

    public EventStoreFixture() throws SQLException {
        database = TestDatabase.h2OrPostgres("event_sourcing_tests");
        EventStoreSql sql = EventStoreSql.of(database.kind());
        EventStore.install(database.pool, sql);
        store = new EventStore(database.pool, sql, rules());
        sequencer = new Sequencer(database.transactions);
    }

    public PublishRules rules() {
        return new PublishRules(database.registry, MAX_DATA_BYTES);
    }

    public RelayStore relay(String owner) {
        return new RelayStore(database.transactions, owner);
    }

    /** Appends events in one committed transaction, each to the stream of its subject. */
    public void publish(Event... events) throws Exception {
        database.committed(() -> {
            for (Event event : events) {
                store.append(event.subject(), event);
            }
            return null;
        });
    }

    /** Everything that has a position, in its order, after giving one to what is committed. */
    public List<String> sequenced() throws SQLException {
        sequencer.sequence(1000);
        return database.strings("SELECT event_id FROM event_store WHERE position IS NOT NULL ORDER BY position");
    }

    @Override
    public void close() {
        database.close();
    }
}
