package org.atomicevents.eventsourcing.store;

import java.sql.SQLException;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;

/** An event store, installed on H2 or, as {@link TestDatabase#POSTGRES} says, on PostgreSQL. */
public final class EventStoreFixture implements AutoCloseable {

    private static final int MAX_DATA_BYTES = 10_000;

    public final TestDatabase database;
    public final EventStore store;
    public final Sequencer sequencer;

    private EventStoreFixture(TestDatabase database) throws SQLException {
        EventStoreSql sql = EventStoreSql.of(database.kind());
        EventStore.install(database.pool, sql);
        this.database = database;
        this.store = new EventStore(database.pool, sql, rules(database));
        this.sequencer = new Sequencer(database.transactions);
    }

    public static EventStoreFixture install() throws SQLException {
        return new EventStoreFixture(TestDatabase.h2OrPostgres("event_sourcing_tests"));
    }

    public PublishRules rules() {
        return rules(database);
    }

    /** The relay's checkpoint, as a server of this name sees it. */
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

    /** The ids of all events that have a position, in its order, after giving one to those that are committed. */
    public List<String> sequenced() throws SQLException {
        sequencer.sequence(1000);
        return database.strings("SELECT event_id FROM event_store WHERE position IS NOT NULL ORDER BY position");
    }

    private static PublishRules rules(TestDatabase database) {
        return new PublishRules(database.registry, MAX_DATA_BYTES);
    }

    @Override
    public void close() {
        database.close();
    }
}
