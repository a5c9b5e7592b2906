package org.atomicevents.eventsourcing.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.relay.PassResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Projections over a real database: exactly once, and rebuilt while they are read. */
class ProjectionRunnerTest {

    private ProjectionFixture fixture;
    private ProjectionStore store;

    @BeforeEach
    void install() throws Exception {
        fixture = ProjectionFixture.install();
        store = fixture.store;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyEventHasItsEffectOnceInBoundedBatches() throws Exception {
        Seen seen = fixture.registered("list", 1);
        fixture.publish("a1", "b1", "a2");
        assertThat(fixture.runner(seen, 2).pass()).isEqualTo(PassResult.FULL);
        assertThat(fixture.live("list")).as("not half-built").isEmpty();
        fixture.finish(seen);
        fixture.publish("c1");
        fixture.finish(seen);
        fixture.finish(seen);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1", "1:a2", "1:c1");
        assertThat(store.all()).singleElement().satisfies(state -> {
            assertThat(state.status()).isEqualTo("live");
            assertThat(state.checkpoint()).isEqualTo(4);
            assertThat(state.lag()).isZero();
        });
    }

    /** Readers see the old rows until the new ones are complete, and nothing of the old ones is left then. */
    @Test
    void aRebuildWhileItIsReadAndWrittenEndsWithTheSameRowsAndNeverShowsLess() throws Exception {
        Seen seen = fixture.registered("list", 1);
        fixture.publish("a1", "a2", "a3", "a4", "a5");
        fixture.finish(seen);
        store.rebuild(seen);
        ProjectionRunner runner = fixture.runner(seen, 2);
        int least = 5;
        for (int i = 6; i < 30; i++) {
            runner.pass();
            fixture.publish("a" + i);
            List<String> now = fixture.live("list");
            assertThat(now).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(least);
            least = now.size();
        }
        fixture.finish(seen);
        assertThat(fixture.live("list")).hasSize(29).doesNotHaveDuplicates();
        assertThat(store.all()).extracting(ProjectionState::generation).containsExactly(2L);
        assertThat(fixture.database.number("SELECT count(DISTINCT generation) FROM seen"))
                .isEqualTo(1);
    }

    @Test
    void aNewVersionIsBuiltBesideTheOldOneAndTakesOver() throws Exception {
        Seen old = fixture.registered("list", 1);
        fixture.publish("a1", "a2", "a3");
        fixture.finish(old);
        Seen changed = fixture.registered("list", 2);
        fixture.runner(changed, 1).pass();
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:a2", "1:a3");
        fixture.finish(changed);
        assertThat(fixture.live("list")).containsExactly("2:a1", "2:a2", "2:a3");
        fixture.registered("list", 2);
        assertThat(store.all()).hasSize(1);
    }

    /** After a failure that does not repeat, the batch is done again, completely. */
    @Test
    void aPassingFailureLeavesNoTrace() throws Exception {
        Seen seen = fixture.registered("list", 1);
        fixture.publish("a1", "b1");
        seen.failing.add("b1");
        ProjectionRunner runner = fixture.runner(seen, 10);
        runner.pass();
        assertThat(fixture.database.number("SELECT count(*) FROM seen")).isZero();
        seen.failing.clear();
        runner.pass();
        runner.pass();
        runner.pass();
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1");
    }

    /** Several servers: the generation's row is locked by the one that applies events to it. */
    @Test
    void severalRunnersDoNotDoubleAnEffect() throws Exception {
        Seen seen = fixture.registered("list", 1);
        ExecutorService servers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Object>> running = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(server -> servers.submit(() -> {
                        ProjectionRunner runner = fixture.runner(seen, 3);
                        while (fixture.database.number("SELECT coalesce(max(checkpoint), 0) FROM projection") < 60) {
                            runner.pass();
                        }
                        return null;
                    }))
                    .toList();
            for (int i = 0; i < 60; i++) {
                fixture.publish("a" + i);
            }
            for (Future<Object> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            servers.shutdownNow();
        }
        fixture.finish(seen);
        assertThat(fixture.live("list")).hasSize(60).doesNotHaveDuplicates();
    }
}
