package org.atomicevents.eventsourcing.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.store.EventStoreFixture;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.relay.PassResult;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Projections over a real database: exactly once, rebuilt while they are read, stopped by a poison event only. */
class ProjectionRunnerTest {

    private static final String LIVE =
            "SELECT event FROM seen JOIN projection live ON live.name = seen.name AND live.generation = seen.generation"
                    + " WHERE live.name = '%s' AND live.status = 'live' ORDER BY at";

    private EventStoreFixture fixture;
    private TestDatabase database;
    private ProjectionStore store;

    /** One row per effect, so that a second one is seen. */
    private static final class Seen implements Projection {

        final Set<String> failing = new HashSet<>();
        private final String name;
        private final int version;

        Seen(String name, int version) {
            this.name = name;
            this.version = version;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public void apply(Connection connection, long generation, StoredEvent event) throws SQLException {
            if (failing.contains(event.event().id())) {
                throw new IllegalArgumentException("cannot understand it");
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO seen (generation, at, event, name) VALUES (?, ?, ?, ?)")) {
                insert.setLong(1, generation);
                insert.setLong(2, event.position());
                insert.setString(3, version + ":" + event.event().id());
                insert.setString(4, name);
                insert.executeUpdate();
            }
        }

        @Override
        public int forget(Connection connection, long generation, int limit) throws SQLException {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM seen WHERE generation = ? AND name = ? AND at IN (SELECT at FROM seen WHERE generation = ? AND name = ? ORDER BY at LIMIT ?)")) {
                delete.setLong(1, generation);
                delete.setString(2, name);
                delete.setLong(3, generation);
                delete.setString(4, name);
                delete.setInt(5, limit);
                return delete.executeUpdate();
            }
        }
    }

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
        store = new ProjectionStore(database.transactions);
        database.execute("CREATE TABLE seen (name varchar(100), generation bigint, at bigint, event varchar(100))");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyEventHasItsEffectOnceInBoundedBatches() throws Exception {
        Seen seen = registered("list", 1);
        publish("a1", "b1", "a2");
        assertThat(runner(seen, 2).pass()).isEqualTo(PassResult.FULL);
        assertThat(live()).as("not half-built").isEmpty();
        finish(seen);
        publish("c1");
        finish(seen);
        finish(seen);
        assertThat(live()).containsExactly("1:a1", "1:b1", "1:a2", "1:c1");
        assertThat(store.all()).singleElement().satisfies(state -> {
            assertThat(state.status()).isEqualTo("live");
            assertThat(state.checkpoint()).isEqualTo(4);
            assertThat(state.lag()).isZero();
        });
    }

    /** Readers see the old rows until the new ones are complete, and nothing of the old ones is left then. */
    @Test
    void aRebuildWhileItIsReadAndWrittenEndsWithTheSameRowsAndNeverShowsLess() throws Exception {
        Seen seen = registered("list", 1);
        publish("a1", "a2", "a3", "a4", "a5");
        finish(seen);
        store.rebuild(seen);
        ProjectionRunner runner = runner(seen, 2);
        int least = 5;
        for (int i = 6; i < 30; i++) {
            runner.pass();
            publish("a" + i);
            List<String> now = live();
            assertThat(now).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(least);
            least = now.size();
        }
        finish(seen);
        assertThat(live()).hasSize(29).doesNotHaveDuplicates();
        assertThat(store.all()).extracting(ProjectionState::generation).containsExactly(2L);
        assertThat(database.number("SELECT count(DISTINCT generation) FROM seen"))
                .isEqualTo(1);
    }

    @Test
    void aNewVersionIsBuiltBesideTheOldOneAndTakesOver() throws Exception {
        Seen old = registered("list", 1);
        publish("a1", "a2", "a3");
        finish(old);
        Seen changed = registered("list", 2);
        runner(changed, 1).pass();
        assertThat(live()).containsExactly("1:a1", "1:a2", "1:a3");
        finish(changed);
        assertThat(live()).containsExactly("2:a1", "2:a2", "2:a3");
        registered("list", 2);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void aPoisonEventStopsItsProjectionAndNoOther() throws Exception {
        Seen list = registered("list", 1);
        Seen other = registered("other", 1);
        finish(list);
        finish(other);
        publish("a1", "b1", "a2");
        list.failing.add("b1");
        ProjectionRunner runner = runner(list, 10);
        for (int pass = 0; pass < 6; pass++) {
            runner.pass();
        }
        finish(other);
        assertThat(live()).containsExactly("1:a1");
        assertThat(database.strings(LIVE.formatted("other"))).containsExactly("1:a1", "1:b1", "1:a2");
        ProjectionState stopped = store.all().get(0);
        assertThat(stopped.stopped()).isPresent();
        assertThat(stopped.stopped().get().error())
                .contains("b1")
                .contains("position 2")
                .contains("cannot understand it");

        list.failing.clear();
        store.rebuild(list);
        finish(list);
        assertThat(live()).containsExactly("1:a1", "1:b1", "1:a2");
        assertThat(store.all()).allSatisfy(state -> assertThat(state.stopped()).isEmpty());
    }

    /** After a failure that does not repeat, the batch is done again, completely. */
    @Test
    void aPassingFailureLeavesNoTrace() throws Exception {
        Seen seen = registered("list", 1);
        publish("a1", "b1");
        seen.failing.add("b1");
        ProjectionRunner runner = runner(seen, 10);
        runner.pass();
        assertThat(database.number("SELECT count(*) FROM seen")).isZero();
        seen.failing.clear();
        runner.pass();
        runner.pass();
        runner.pass();
        assertThat(live()).containsExactly("1:a1", "1:b1");
    }

    /** Several servers: the generation's row is locked by the one that applies events to it. */
    @Test
    void severalRunnersDoNotDoubleAnEffect() throws Exception {
        Seen seen = registered("list", 1);
        ExecutorService servers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Object>> running = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(server -> servers.submit(() -> {
                        ProjectionRunner runner = runner(seen, 3);
                        while (database.number("SELECT coalesce(max(checkpoint), 0) FROM projection") < 60) {
                            runner.pass();
                        }
                        return null;
                    }))
                    .toList();
            for (int i = 0; i < 60; i++) {
                publish("a" + i);
            }
            for (Future<Object> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            servers.shutdownNow();
        }
        finish(seen);
        assertThat(live()).hasSize(60).doesNotHaveDuplicates();
    }

    private Seen registered(String name, int version) throws SQLException {
        Seen seen = new Seen(name, version);
        store.register(seen);
        return seen;
    }

    private ProjectionRunner runner(Projection projection, int batch) {
        return new ProjectionRunner(projection, fixture.sequencer, store, batch, 3);
    }

    private void finish(Projection projection) throws SQLException {
        ProjectionRunner runner = runner(projection, 10);
        for (int pass = 0; pass < 100 && runner.pass() != PassResult.IDLE; pass++) {
            // Bounded: each pass does something.
        }
    }

    private List<String> live() throws SQLException {
        return database.strings(LIVE.formatted("list"));
    }

    private void publish(String... ids) throws Exception {
        for (String id : ids) {
            fixture.publish(Events.event(id));
        }
    }
}
