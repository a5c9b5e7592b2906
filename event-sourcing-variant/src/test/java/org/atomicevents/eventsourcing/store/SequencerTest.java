package org.atomicevents.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Positions are given after the commit, so that a checkpoint never passes an event it has not seen. */
class SequencerTest {

    private EventStoreFixture fixture;
    private TestDatabase database;

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** T-1, T-2, T-4: inserted first, committed last; the order of inserts would pass it over, as the last line shows. */
    @Test
    void aLateCommitterIsNeverSkipped() throws Exception {
        Transaction late = begun("a1");
        fixture.publish(Events.event("b1"));
        List<StoredEvent> first = after(0);
        assertThat(ids(first)).containsExactly("b1");
        long insertsSeen = database.number("SELECT max(id) FROM event_store");

        database.manager.resume(late);
        database.manager.commit();

        assertThat(ids(after(first.get(0).position()))).containsExactly("a1");
        assertThat(database.strings("SELECT event_id FROM event_store WHERE id > " + insertsSeen))
                .isEmpty();
    }

    /** T-3: an open or prepared transaction holds up only its own stream. */
    @Test
    void anOpenTransactionHoldsUpNobodyElse() throws Exception {
        Transaction open = begun("a1");
        fixture.publish(Events.event("b1"), Events.event("c1"));
        assertThat(fixture.sequenced()).containsExactly("b1", "c1");
        database.manager.resume(open);
        database.manager.rollback();
        fixture.publish(Events.event("a2"));
        assertThat(fixture.sequenced()).containsExactly("b1", "c1", "a2");
        assertThat(database.strings("SELECT position FROM event_store ORDER BY position"))
                .containsExactly("1", "2", "3");
    }

    /** The inner transaction is complete before the outer one: it needs no lock that its own thread holds. */
    @Test
    void aNestedTransactionDoesNotWaitForItsOuterOne() throws Exception {
        Transaction outer = begun("a1");
        fixture.publish(Events.event("b1"));
        assertThat(fixture.sequenced()).containsExactly("b1");
        database.manager.resume(outer);
        database.manager.commit();
        assertThat(fixture.sequenced()).containsExactly("b1", "a1");
    }

    @Test
    void workIsBoundedAndNothingToDoWritesNothing() throws Exception {
        fixture.publish(Events.event("a1"), Events.event("b1"), Events.event("c1"));
        assertThat(fixture.sequencer.sequence(2)).isEqualTo(2);
        assertThat(fixture.sequencer.sequence(2)).isEqualTo(1);
        assertThat(fixture.sequencer.sequence(2)).isZero();
    }

    /** The row of event_sequence: without its lock two sequencers give the same numbers, or one sees a gap the other fills. */
    @Test
    void readersFollowWritersAndSequencersWithoutMissingAnEvent() throws Exception {
        int writers = 4;
        int each = 50;
        AtomicInteger writing = new AtomicInteger(writers);
        ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String stream = String.valueOf((char) ('a' + writer));
                all.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        fixture.publish(Events.event(stream + i));
                    }
                    writing.decrementAndGet();
                    return null;
                }));
            }
            all.add(threads.submit(() -> follow(writing, read)));
            all.add(threads.submit(() -> follow(writing, new ConcurrentLinkedQueue<>())));
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(read).hasSize(writers * each).doesNotHaveDuplicates();
        assertThat(database.number("SELECT max(position) FROM event_store")).isEqualTo(writers * each);
        assertThat(List.copyOf(read)).isEqualTo(fixture.sequenced());
        for (int writer = 0; writer < writers; writer++) {
            String stream = String.valueOf((char) ('a' + writer));
            assertThat(read.stream().filter(id -> id.startsWith(stream)))
                    .isEqualTo(java.util.stream.IntStream.range(0, each)
                            .mapToObj(i -> stream + i)
                            .toList());
        }
    }

    /** As any reader does: sequence, read after the checkpoint, move the checkpoint. */
    private Void follow(AtomicInteger writing, ConcurrentLinkedQueue<String> read) throws Exception {
        long checkpoint = 0;
        boolean more = true;
        while (more) {
            boolean last = writing.get() == 0;
            fixture.sequencer.sequence(7);
            List<StoredEvent> batch = after(checkpoint);
            ids(batch).forEach(read::add);
            checkpoint =
                    batch.isEmpty() ? checkpoint : batch.get(batch.size() - 1).position();
            more = !last
                    || !batch.isEmpty()
                    || database.number("SELECT count(*) FROM event_store WHERE position IS NULL") > 0;
        }
        return null;
    }

    private List<StoredEvent> after(long checkpoint) throws Exception {
        fixture.sequencer.sequence(100);
        return database.transactions.call(connection -> Sequencer.after(connection, checkpoint, 5));
    }

    /** A transaction that has appended and is suspended. */
    private Transaction begun(String id) throws Exception {
        database.manager.begin();
        fixture.store.append(id.substring(0, 1), Events.event(id));
        return database.manager.suspend();
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().id()).toList();
    }
}
