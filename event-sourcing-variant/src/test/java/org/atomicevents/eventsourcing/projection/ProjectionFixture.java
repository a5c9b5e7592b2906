package org.atomicevents.eventsourcing.projection;

import java.sql.SQLException;
import java.util.List;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.store.EventStoreFixture;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.relay.PassResult;
import org.atomicevents.testing.TestDatabase;

/** Projections over a real database, and what each has seen. */
final class ProjectionFixture {

    private static final String LIVE =
            "SELECT event FROM seen JOIN projection live ON live.name = seen.name AND live.generation = seen.generation"
                    + " WHERE live.name = '%s' AND live.status = 'live' ORDER BY at";

    final TestDatabase database;
    final ProjectionStore store;
    final EventStoreFixture events;

    private ProjectionFixture(EventStoreFixture events) {
        this.events = events;
        database = events.database;
        store = new ProjectionStore(database.transactions);
    }

    static ProjectionFixture install() throws Exception {
        ProjectionFixture fixture = new ProjectionFixture(EventStoreFixture.install());
        fixture.database.execute(
                "CREATE TABLE seen (name varchar(100), generation bigint, at bigint, event varchar(100))");
        return fixture;
    }

    void close() {
        events.close();
    }

    Seen registered(String name, int version) throws SQLException {
        Seen seen = new Seen(name, version);
        store.register(seen);
        return seen;
    }

    ProjectionRunner runner(Projection projection, int batch) {
        return new ProjectionRunner(projection, events.sequencer, store, batch, 3);
    }

    void passes(Projection projection, int passes) throws SQLException {
        ProjectionRunner runner = runner(projection, 10);
        for (int pass = 0; pass < passes; pass++) {
            runner.pass();
        }
    }

    void finish(Projection projection) throws SQLException {
        ProjectionRunner runner = runner(projection, 10);
        for (int pass = 0; pass < 100 && runner.pass() != PassResult.IDLE; pass++) {
            // Bounded: each pass does something.
        }
    }

    List<String> live(String name) throws SQLException {
        return database.strings(LIVE.formatted(name));
    }

    void publish(String... ids) throws Exception {
        for (String id : ids) {
            events.publish(Events.event(id));
        }
    }
}
