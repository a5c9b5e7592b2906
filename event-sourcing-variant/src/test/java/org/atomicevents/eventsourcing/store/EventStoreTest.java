package org.atomicevents.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.StreamConflict;
import org.atomicevents.jdbc.Database;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams, versions and conflicts. */
class EventStoreTest {

    private EventStoreFixture fixture;
    private TestDatabase database;
    private EventStore store;

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
        store = fixture.store;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatIsAppendedIsReadBackInOrderWithEveryAttribute() throws Exception {
        var rich = Events.event("a1").with("traceparent", "00-1-2-01").with("tenant", "ünï");
        long version = database.committed(() -> store.append("a", 0, List.of(rich, Events.event("a2"))));
        assertThat(version).isEqualTo(2);
        List<StoredEvent> read = store.stream("a", 0, 10);
        assertThat(read).extracting(StoredEvent::version).containsExactly(1L, 2L);
        assertThat(read.get(0).event()).isEqualTo(rich);
        assertThat(store.stream("a", 1, 10)).extracting(one -> one.event().id()).containsExactly("a2");
        assertThat(store.stream("a", 0, 1)).hasSize(1);
        assertThat(store.stream("unknown", 0, 10)).isEmpty();
    }

    @Test
    void aConflictNamesTheStreamAndBothVersionsAndLeavesTheTransactionUsable() throws Exception {
        fixture.publish(Events.event("a1"), Events.event("a2"));
        database.committed(() -> {
            assertThatThrownBy(() -> store.append("a", 1, List.of(Events.event("a9"))))
                    .isInstanceOf(StreamConflict.class)
                    .hasMessageContaining("'a'")
                    .hasMessageContaining("at version 2")
                    .hasMessageContaining("expected version 1");
            return store.append("a", 2, List.of(Events.event("a3")));
        });
        assertThat(store.stream("a", 0, 10)).extracting(one -> one.event().id()).containsExactly("a1", "a2", "a3");
    }

    /** An expectation beyond the end would leave a gap that no fold could explain. */
    @Test
    void expectingAVersionThatIsNotThereYetIsAConflictToo() throws Exception {
        fixture.publish(Events.event("a1"));
        assertThatThrownBy(() -> database.committed(() -> store.append("a", 5, List.of(Events.event("a9")))))
                .isInstanceOf(StreamConflict.class);
        assertThatThrownBy(() -> database.committed(() -> store.append("b", 1, List.of(Events.event("b9")))))
                .isInstanceOf(StreamConflict.class);
        assertThat(database.number("SELECT count(*) FROM event_store")).isEqualTo(1);
    }

    @Test
    void theSameEventIsRefusedWhateverItsStream() throws Exception {
        fixture.publish(Events.event("a1"));
        assertThatThrownBy(() -> database.committed(() -> store.append("other", 0, List.of(Events.event("a1")))))
                .isInstanceOf(DuplicateEvent.class)
                .hasMessageContaining("a1");
        assertThat(database.number("SELECT count(*) FROM event_store")).isEqualTo(1);
    }

    @Test
    void aRollbackLeavesNothing() throws Exception {
        database.manager.begin();
        store.append("a", Events.event("a1"));
        database.manager.rollback();
        assertThat(store.head("a")).isZero();
        assertThat(fixture.sequenced()).isEmpty();
    }

    @Test
    void withoutATransactionNothingIsAppended() {
        assertThatThrownBy(() -> store.append("a", 0, List.of(Events.event("a1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No active JTA transaction");
    }

    /** Of two writers from the same version exactly one wins, however the threads run. */
    @Test
    void concurrentWritersFromOneVersionGiveOneWinnerAndConflicts() throws Exception {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<Boolean>> results = java.util.stream.IntStream.range(0, writers)
                    .mapToObj(i -> threads.submit(() -> wins("a" + i)))
                    .toList();
            int won = 0;
            for (Future<Boolean> result : results) {
                won += result.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
            assertThat(store.head("a")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The lock of the stream: a writer that expects no version waits, and is never refused. */
    @Test
    void concurrentPublishersOfOneStreamAllSucceedOneAfterTheOther() throws Exception {
        assumeThat(database.kind())
                .as("H2 has no lock that a statement could wait for; there the second writer is refused")
                .isEqualTo(Database.POSTGRESQL);
        int writers = 8;
        int each = 10;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> results = new java.util.ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int base = writer * each;
                results.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        fixture.publish(Events.event("a" + (base + i)));
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get(60, TimeUnit.SECONDS);
            }
            assertThat(store.head("a")).isEqualTo(writers * each);
            assertThat(fixture.sequenced())
                    .isEqualTo(
                            database.strings("SELECT event_id FROM event_store WHERE stream = 'a' ORDER BY version"));
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean wins(String id) throws Exception {
        try {
            database.committed(() -> store.append("a", 0, List.of(Events.event(id))));
            return true;
        } catch (StreamConflict slower) {
            return false;
        }
    }
}
