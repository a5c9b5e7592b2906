package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.Shards;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay's protocol, pass by pass, over a real database and a broker in memory. */
class RelayTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final RetryPolicy LATER_TWICE =
            new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 2, () -> 1);
    private static final Duration MOMENT = Duration.ofMillis(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final FakeBroker broker = new FakeBroker();
    private final Map<String, ShardLeases> leases = new HashMap<>();
    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore store;
    private OutboxOperations operations;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        store = store("here");
        operations = outbox.operations();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        outbox.close();
    }

    @Test
    void movesEverythingInOrderAndLeavesNothing() throws Exception {
        publish("a1", "b1", "a2");
        assertThat(relay(10).pass()).isEqualTo(new Pass(3, 3, 0, 0, 0, PassResult.IDLE));
        assertThat(broker.received).hasSize(3).contains("b1").containsSubsequence("a1", "a2");
        assertThat(operations.pending()).isZero();
        assertThat(relay(10).pass()).isEqualTo(new Pass(0, 0, 0, 0, 0, PassResult.IDLE));
    }

    @Test
    void aPassIsBoundedAndSaysThatThereMayBeMore() throws Exception {
        publish("a1", "a2", "a3");
        assertThat(relay(2).pass().full()).isTrue();
        assertThat(broker.received).containsExactly("a1", "a2");
        assertThat(relay(2).pass().full()).isFalse();
        assertThat(broker.received).containsExactly("a1", "a2", "a3");
    }

    /** Only the pass that is woken can send the second entry: the period is an hour. */
    @Test
    void itsPollLoopPassesWhenItStartsAndWhenItIsWoken() throws Exception {
        Semaphore sent = new Semaphore(0);
        FakeBroker counting = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                List<Delivery> deliveries = super.send(events);
                sent.release();
                return deliveries;
            }
        };
        Duration hour = Duration.ofHours(1);
        PollLoop pollLoop = relay(counting).pollLoop(new PollDelay(hour, hour, () -> 0.5), threads);
        publish("a1");
        pollLoop.start();
        assertThat(sent.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        publish("a2");
        pollLoop.wake();
        assertThat(sent.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        pollLoop.stop();
        assertThat(counting.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    /** T-14: no database transaction is open while the broker is called. */
    @Test
    void theBrokerIsCalledOutsideAnyTransaction() throws Exception {
        publish("a1");
        int[] status = new int[1];
        FakeBroker looking = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                status[0] = database.registry.getTransactionStatus();
                return super.send(events);
            }
        };
        relay(looking).pass();
        assertThat(looking.received).containsExactly("a1");
        assertThat(status[0]).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /** T-5: later events of the same subject wait behind a refused one; the other subjects do not. */
    @Test
    void aRefusedEventStopsItsSubjectOnly() throws Exception {
        publish("a1", "a2", "b1", "a3");
        broker.poison.add("a2");
        Pass pass = relay(10).pass();
        assertThat(pass.retried()).isEqualTo(1);
        assertThat(broker.received).containsExactlyInAnyOrder("a1", "b1");
        broker.poison.clear();
        publish("a4");
        passes(3);
        assertThat(broker.received).endsWith("a2", "a3", "a4").hasSize(5);
    }

    /** T-22: an event that is always refused is parked after a bound instead of being tried for ever. */
    @Test
    void poisonIsParkedWithItsReasonAndReplayedByAnOperator() throws Exception {
        publish("a1", "a2", "b1");
        broker.poison.add("a1");
        List<Pass> both = passes(2);
        assertThat(both).extracting(Pass::retried).containsExactly(1, 0);
        assertThat(both).extracting(Pass::parked).containsExactly(0, 1);
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.lastError()).isEqualTo("REFUSED");
        });
        assertThat(relay(10).pass().read()).isZero();
        broker.poison.clear();
        operations.replay("/test", "a1");
        relay(10).pass();
        assertThat(broker.received).containsExactly("b1", "a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    @Test
    void anAbsentBrokerCountsAgainstNoEntry() throws Exception {
        publish("a1", "b1");
        broker.away = true;
        for (int i = 0; i < 5; i++) {
            assertThat(relay(10).pass()).isEqualTo(new Pass(2, 0, 0, 0, 0, PassResult.UNREACHABLE));
        }
        assertThat(database.number("SELECT count(*) FROM outbox_aside")).isZero();
        broker.away = false;
        assertThat(relay(10).pass().settled()).isEqualTo(2);
    }

    /** T-12, T-19: dead between send and settle; the next relay sends again and the broker recognises the copy. */
    @Test
    void aRelayThatDiedAfterSendingIsTakenOverWhenItsLeaseEnds() throws Exception {
        publish("a1", "a2");
        broker.send(store("dead").read(outbox.shards("dead"), 0, 10).events());
        assertThat(relay(10).pass()).isEqualTo(Pass.NOTHING);
        outbox.endLeases();
        assertThat(relay("another", broker).pass().settled()).isEqualTo(2);
        assertThat(broker.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    @Test
    void aRelayThatOutlivedItsLeaseSaysSo() throws Exception {
        publish("a1", "a2");
        FakeBroker slow = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                passByAnother();
                return super.send(events);
            }
        };
        Pass pass = relay(slow).pass();
        assertThat(pass.fenced()).isEqualTo(2);
        assertThat(pass.settled()).isZero();
        assertThat(operations.pending()).isZero();
    }

    /** It does not know that the database let another one take over; but it knows that its time is over. */
    @Test
    void aRelayWhoseLeaseHasEndedSendsNothing() throws Exception {
        publish("a1");
        ShardLeases ended = new ShardLeases(store("slept").leases(MOMENT), () -> {}, threads);
        Relay relay = new Relay(store("slept"), ended, broker, LATER_TWICE, 10);
        ended.start();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        letTimePass(MOMENT);
        assertThat(relay.pass()).isEqualTo(Pass.NOTHING);
        assertThat(broker.received).isEmpty();
    }

    /** Two relays that are slower than their leases make progress all the same. */
    @Test
    void aRelayThatOutlivedItsLeaseDeletesWhatItHasSent() throws Exception {
        publish("a1", "a2");
        FakeBroker slow = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                takenOver();
                return super.send(events);
            }
        };
        assertThat(relay(slow).pass().settled()).isEqualTo(2);
        assertThat(operations.pending()).isZero();
    }

    @Test
    void aDatabaseThatFailsWhileSettlingLeavesTheEntry() throws Exception {
        publish("a1");
        FakeBroker last = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                List<Delivery> deliveries = super.send(events);
                database.close();
                return deliveries;
            }
        };
        assertThatThrownBy(relay(last)::pass).isInstanceOfAny(SQLException.class, IllegalStateException.class);
        assertThat(last.received).containsExactly("a1");
    }

    /** The same two, of which neither is the other's, pass by pass: every shard is read by one of them. */
    @Test
    void twoRelaysShareTheSubjectsAndSendEveryEventOnceInOrder() throws Exception {
        relay("first", broker);
        leases.get("first").stop();
        for (int i = 0; i < 20; i++) {
            publish("a" + i, "b" + i, "c" + i, "d" + i);
        }
        ShardLeases first = new ShardLeases(store("one").leases(SHORT), () -> {}, threads);
        ShardLeases second = new ShardLeases(store("two").leases(SHORT), () -> {}, threads);
        first.start();
        second.start();
        await().atMost(BOUND).until(() -> holds("one") == Shards.COUNT / 2 && holds("two") == Shards.COUNT / 2);
        List<Relay> relays = List.of(
                new Relay(store("one"), first, broker, LATER_TWICE, 7),
                new Relay(store("two"), second, broker, LATER_TWICE, 7));
        await().atMost(BOUND).until(() -> {
            for (Relay relay : relays) {
                assertThat(relay.pass().fenced()).isZero();
            }
            return operations.pending() == 0;
        });
        for (String subject : List.of("a", "b", "c", "d")) {
            assertThat(broker.received.stream().filter(id -> id.startsWith(subject)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> subject + i).toList());
        }
        first.stop();
        await().atMost(BOUND).until(() -> holds("two") == Shards.COUNT);
        second.stop();
        assertThat(database.number("SELECT count(*) FROM outbox_node")).isZero();
    }

    private long holds(String owner) throws SQLException {
        return database.number("SELECT count(*) FROM outbox_lease WHERE owner = '" + owner + "'");
    }

    private List<Pass> passes(int count) throws SQLException {
        List<Pass> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outbox.makeDue();
            all.add(relay(10).pass());
        }
        return all;
    }

    private static void letTimePass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private void passByAnother() {
        try {
            outbox.endLeases();
            relay("other", broker).pass();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void takenOver() {
        try {
            outbox.endLeases();
            outbox.shards("other");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Relay relay(int batchSize) {
        return relay("here", broker, batchSize);
    }

    private Relay relay(Broker to) {
        return relay("here", to, 10);
    }

    private Relay relay(String owner, Broker to) {
        return relay(owner, to, 10);
    }

    private Relay relay(String owner, Broker to, int batchSize) {
        ShardLeases held = leases.computeIfAbsent(owner, name -> {
            ShardLeases started = new ShardLeases(store(name).leases(LEASE), () -> {}, threads);
            started.start();
            return started;
        });
        return new Relay(store(owner), held, to, LATER_TWICE, batchSize);
    }

    private OutboxStore store(String owner) {
        return outbox.store(owner);
    }

    private void publish(String... ids) throws Exception {
        OutboxPublisher publisher = new OutboxPublisher(
                new PublishRules(database.registry, 1000),
                new RowCapture(database.pool, store),
                OutboxPublisher.POLLING);
        database.committed(() -> {
            for (String id : ids) {
                publisher.publish(Events.event(id));
            }
            return null;
        });
    }
}
