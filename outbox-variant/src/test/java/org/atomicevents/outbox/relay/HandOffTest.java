package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.ReservedRowCapture;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entries that are sent right after the commit, and those that are left to the relay; two owners stand for two servers. */
class HandOffTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final RetryPolicy LATER_TWICE =
            new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 2, () -> 1);
    private static final int BOUND_SECONDS = 20;
    private static final long POLL_NANOS = 1_000_000;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    private final SafeBroker broker = new SafeBroker();
    private final List<Entry> committed = new ArrayList<>();
    private OutboxFixture outbox;
    private TestDatabase database;
    private ShardLeases shards;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        shards = new ShardLeases(outbox.store("sweeper").leases(LEASE), () -> {}, threads);
        shards.start();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        outbox.close();
    }

    @Test
    void whatCommittedIsSentAtOnceAndSettled() throws Exception {
        HandOff handOff = handOff("here", 10);
        publish("here", "a1", "b1", "a2");
        handOff.accept(committed);
        await(() -> entries() == 0);
        assertThat(broker.received()).containsExactly("a1", "b1", "a2");
    }

    /** T-23: an entry that did not commit is never handed on. */
    @Test
    void onlyACommitHandsOn() throws Exception {
        EventPublisher publisher = publisher("here");
        database.manager.begin();
        publisher.publish(Events.event("a1"));
        database.manager.rollback();
        assertThat(committed).isEmpty();
        database.committed(() -> {
            publisher.publish(Events.event("a2"));
            assertThat(committed).isEmpty();
            return null;
        });
        assertThat(committed).extracting(entry -> entry.event().id()).containsExactly("a2");
    }

    /** T-1: two transactions of one subject complete in the other order than they committed. */
    @Test
    void completionsInTheWrongOrderAreSentInTheRightOne() throws Exception {
        HandOff handOff = handOff("here", 10);
        publish("here", "a1");
        publish("here", "a2");
        handOff.accept(committed.subList(1, 2));
        await(() -> hasRun(1));
        assertThat(broker.received()).isEmpty();
        handOff.accept(committed.subList(0, 1));
        await(() -> entries() == 0);
        assertThat(broker.received()).containsExactly("a1", "a2");
    }

    @Test
    void anOlderEntryOfAnotherServerComesFirst() throws Exception {
        HandOff here = handOff("here", 10);
        HandOff there = handOff("there", 10);
        publish("there", "a1");
        publish("here", "a2", "b1");
        here.accept(committed.subList(1, 3));
        await(() -> entries() == 2);
        assertThat(broker.received()).containsExactly("b1");
        there.accept(committed.subList(0, 1));
        await(() -> entries() == 0);
        assertThat(broker.received()).containsExactly("b1", "a1", "a2");
    }

    /** The JVM died right after the commit: nothing was handed on, and the relay sends it when the lease has ended. */
    @Test
    void whatWasNeverHandedOnIsSweptUpWhenItsLeaseEnds() throws Exception {
        publish("dead", "a1", "a2");
        assertThat(sweep().read()).isZero();
        expireLeases("");
        assertThat(sweep().settled()).isEqualTo(2);
        assertThat(broker.received()).containsExactly("a1", "a2");
    }

    /** A subject that constantly gets freshly leased entries must not starve its older ones, whose lease has ended. */
    @Test
    void freshEntriesDoNotStarveOlderOnes() throws Exception {
        publish("dead", "a1");
        publish("here", "a2");
        expireLeases("WHERE event_id = 'a1'");
        assertThat(sweep().settled()).isEqualTo(1);
        assertThat(broker.received()).containsExactly("a1");
    }

    @Test
    void theSweepDoesNotOvertakeALivingLease() throws Exception {
        publish("here", "a1", "a2", "b1");
        expireLeases("WHERE event_id <> 'a1'");
        assertThat(sweep().settled()).isEqualTo(1);
        assertThat(broker.received()).containsExactly("b1");
    }

    /** T-12, T-25: the row alone decides who holds an entry; an entry that this server no longer holds is not sent by it. */
    @Test
    void whatTheSweepTookIsNotSentAgainAndHoldsItsSubject() throws Exception {
        HandOff handOff = handOff("here", 10);
        publish("here", "a1", "a2", "b1");
        expireLeases("WHERE event_id = 'a1'");
        handOff.accept(committed);
        await(() -> entries() == 2);
        assertThat(broker.received()).containsExactly("b1");
    }

    @Test
    void aLeaseThatIsNearlyOverIsLeftToTheSweep() throws Exception {
        HandOff handOff = handOff("here", 10);
        publish("here", "a1", "b1");
        database.execute(
                "UPDATE outbox SET reserved_until = CURRENT_TIMESTAMP + INTERVAL '1' SECOND WHERE event_id = 'a1'");
        handOff.accept(committed);
        await(() -> entries() == 1);
        assertThat(broker.received()).containsExactly("b1");
    }

    @Test
    void whatDoesNotFitIsLeftToTheSweep() throws Exception {
        HandOff handOff = handOff("here", 2);
        publish("here", "a1", "b1", "c1", "d1");
        handOff.accept(committed);
        await(() -> entries() == 2);
        expireLeases("");
        assertThat(sweep().settled()).isEqualTo(2);
        assertThat(broker.received()).startsWith("a1", "b1").containsExactlyInAnyOrder("a1", "b1", "c1", "d1");
    }

    @Test
    void whileTheBrokerIsAwayEverythingIsLeftToTheSweep() throws Exception {
        HandOff handOff = handOff("here", 10);
        broker.away = true;
        publish("here", "a1");
        handOff.accept(committed);
        await(() -> number("SELECT count(*) FROM outbox WHERE reserved_until <= CURRENT_TIMESTAMP") == 1);
        assertThat(number("SELECT count(*) FROM outbox_aside")).isZero();
        broker.away = false;
        assertThat(sweep().settled()).isEqualTo(1);
        assertThat(broker.received()).containsExactly("a1");
    }

    /** It counts no attempt itself: of two that count, neither would know when to park. */
    @Test
    void aRefusedEventIsLeftToTheRelayAtOnceAndHoldsItsSubject() throws Exception {
        HandOff handOff = handOff("here", 10);
        broker.poison.add("a1");
        publish("here", "a1", "a2", "b1");
        handOff.accept(committed);
        await(() -> number("SELECT count(*) FROM outbox WHERE reserved_until <= CURRENT_TIMESTAMP") == 2);
        assertThat(number("SELECT count(*) FROM outbox_aside")).isZero();
        assertThat(sweep().retried()).isEqualTo(1);
        outbox.makeDue();
        assertThat(sweep().parked()).isEqualTo(1);
        assertThat(sweep().read()).isZero();
        assertThat(broker.received()).containsExactly("b1");
    }

    /** Nor does it overtake what stands aside, whoever put it there. */
    @Test
    void whatIsBehindAnEntryThatStandsAsideWaits() throws Exception {
        HandOff handOff = handOff("here", 10);
        broker.poison.add("a1");
        publish("here", "a1");
        expireLeases("");
        assertThat(sweep().retried()).isEqualTo(1);
        broker.poison.clear();
        publish("here", "a2", "b1");
        handOff.accept(committed);
        await(() -> number("SELECT count(*) FROM outbox") == 1);
        assertThat(broker.received()).containsExactly("b1");
    }

    private boolean hasRun(long least) {
        return threads.getCompletedTaskCount() >= least;
    }

    private HandOff handOff(String owner, int capacity) {
        var limits = new HandOff.Limits(capacity, 10, Duration.ofSeconds(10));
        return new HandOff(outbox.store(owner), broker, limits, threads);
    }

    private Pass sweep() throws SQLException {
        return new Relay(outbox.store("sweeper"), shards, broker, LATER_TWICE, new Relay.Batching(10, Runnable::run))
                .pass();
    }

    private EventPublisher publisher(String owner) {
        return new OutboxPublisher(
                new PublishRules(database.registry, 1000),
                new ReservedRowCapture(database.pool, outbox.store(owner), LEASE, database.registry, committed::addAll),
                OutboxPublisher.IMMEDIATE);
    }

    private void publish(String owner, String... ids) throws Exception {
        EventPublisher publisher = publisher(owner);
        database.committed(() -> {
            for (String id : ids) {
                publisher.publish(Events.event(id));
            }
            return null;
        });
    }

    private void expireLeases(String which) throws SQLException {
        database.execute("UPDATE outbox SET reserved_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND " + which);
    }

    private long entries() {
        return number("SELECT count(*) FROM outbox");
    }

    private long number(String query) {
        try {
            return database.number(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            // Asking without a pause would keep H2 from ever giving a writer its turn.
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Two hand-offs use it at once. */
    private static final class SafeBroker extends FakeBroker {

        @Override
        public synchronized List<Delivery> send(List<Event> events) {
            return super.send(events);
        }

        synchronized List<String> received() {
            return List.copyOf(received);
        }
    }
}
