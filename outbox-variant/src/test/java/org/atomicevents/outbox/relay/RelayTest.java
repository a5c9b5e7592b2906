package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.junit.jupiter.api.Test;

/** The relay's protocol, pass by pass, over a real database and a broker in memory. */
class RelayTest extends RelayFixture {

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

    /** While there is more, the next batch is read with the settlement. */
    @Test
    void whatIsLeftIsSentInOrderBatchByBatchWithWhatCameMeanwhile() throws Exception {
        Relay relay = relay(2);
        publish("a1", "a2", "a3", "b1", "a4");
        relay.pass();
        publish("a5", "b2");
        for (int i = 0; i < 4; i++) {
            relay.pass();
        }
        assertThat(broker.received).hasSize(7).containsSubsequence("a1", "a2", "a3", "a4", "a5");
        assertThat(broker.received).containsSubsequence("b1", "b2");
        assertThat(operations.pending()).isZero();
    }

    @Test
    void whatCameAfterTheLastFullBatchIsFoundByTheNextPass() throws Exception {
        Relay relay = relay(2);
        publish("a1", "a2");
        assertThat(relay.pass().full()).isTrue();
        publish("a3");
        assertThat(relay.pass().settled()).isEqualTo(1);
    }

    /** T-5: what follows a refused one must not be read ahead before it stands aside. */
    @Test
    void aRefusedEventInAFullBatchIsNotOvertakenAndTriedOnce() throws Exception {
        publish("a1", "a2", "a3", "a4");
        broker.poison.add("a1");
        Relay relay = relay(2);
        assertThat(relay.pass().retried()).isEqualTo(1);
        broker.poison.clear();
        for (int i = 0; i < 3; i++) {
            relay.pass();
        }
        assertThat(broker.received).isEmpty();
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
        assertThat(database.number("SELECT max(attempts) FROM outbox_aside")).isEqualTo(1);
    }

    /** A relay that always finds a full batch looks after what stands aside all the same. */
    @Test
    void whatStandsAsideIsServedAlthoughThereIsAlwaysMore() throws Exception {
        publish("a1");
        broker.poison.add("a1");
        Relay relay = relay(2);
        relay.pass();
        broker.poison.clear();
        outbox.makeDue();
        publish(IntStream.range(0, 40).mapToObj(i -> "b" + i).toArray(String[]::new));
        int passes = 0;
        while (!broker.received.contains("a1") && passes < 30) {
            assertThat(relay.pass().full()).isTrue();
            passes++;
        }
        assertThat(passes).isEqualTo(8);
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

    private List<Pass> passes(int count) throws SQLException {
        List<Pass> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outbox.makeDue();
            all.add(relay(10).pass());
        }
        return all;
    }
}
