package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.store.Reading;
import org.atomicevents.outbox.store.Shards;
import org.atomicevents.relay.PassResult;
import org.junit.jupiter.api.Test;

/** Several relays and the shards between them: who sends when one of them is late, dead, or new. */
class TakeOverTest extends RelayFixture {

    private static final Duration MOMENT = Duration.ofMillis(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** T-12, T-19: dead between send and settle; the next relay sends again and the broker recognises the copy. */
    @Test
    void aRelayThatDiedAfterSendingIsTakenOverWhenItsLeaseEnds() throws Exception {
        publish("a1", "a2");
        broker.send(
                store("dead").read(new Reading(outbox.shards("dead"), 0, 10)).events());
        assertThat(relay(10).pass()).isEqualTo(Pass.NOTHING);
        outbox.endLeases();
        assertThat(relay("another", broker).pass().settled()).isEqualTo(2);
        assertThat(broker.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    /** What it has read while it sent the batch before is not its own any more. */
    @Test
    void aRelayThatLosesItsShardsBetweenTwoBatchesSendsNoFurtherOne() throws Exception {
        publish("a1", "a2", "a3", "a4");
        FakeBroker slow = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                List<Delivery> deliveries = super.send(events);
                takenOver();
                leases.get("here").start();
                return deliveries;
            }
        };
        assertThat(relay("here", slow, 2).pass()).isEqualTo(new Pass(2, 2, 0, 0, 0, PassResult.IDLE));
        assertThat(slow.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isEqualTo(2);
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
        Relay relay = new Relay(store("slept"), ended, broker, LATER_TWICE, batches(10));
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
                new Relay(store("one"), first, broker, LATER_TWICE, batches(7)),
                new Relay(store("two"), second, broker, LATER_TWICE, batches(7)));
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
}
