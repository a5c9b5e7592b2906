package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
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
        int most = BatchRun.MOST_BATCHES * 2;
        publish(IntStream.rangeClosed(1, most + 1).mapToObj(i -> "a" + i).toArray(String[]::new));
        assertThat(relay(2).pass()).isEqualTo(new Pass(most, most, 0, 0, 0, PassResult.FULL));
        assertThat(broker.received).hasSize(most).startsWith("a1", "a2", "a3").endsWith("a" + most);
        assertThat(relay(2).pass()).isEqualTo(new Pass(1, 1, 0, 0, 0, PassResult.IDLE));
        assertThat(broker.received).endsWith("a" + (most + 1));
    }

    /** While one batch is sent, the one before it is settled and the next one read: with what came meanwhile. */
    @Test
    void batchByBatchEverythingIsSentOnceAndInOrder() throws Exception {
        FakeBroker busy = new FakeBroker() {
            private int calls;

            @Override
            public List<Delivery> send(List<Event> events) {
                calls++;
                if (calls <= 10) {
                    publishNow("b" + calls, "c" + calls);
                }
                return super.send(events);
            }
        };
        publish("a1", "a2", "a3", "a4", "a5");
        Relay relay = relay("here", busy, 2);
        while (operations.pending() > 0) {
            assertThat(relay.pass().settled()).isPositive();
        }
        assertThat(busy.received).doesNotHaveDuplicates().hasSize(25);
        for (String subject : List.of("a", "b", "c")) {
            List<String> ofSubject =
                    busy.received.stream().filter(id -> id.startsWith(subject)).toList();
            assertThat(ofSubject)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ofSubject.size())
                            .mapToObj(i -> subject + i)
                            .toList());
        }
    }

    /** Who may have no thread does it all on its own. */
    @Test
    void withoutAFreeThreadTheRelayDoesTheWorkItself() throws Exception {
        publish("a1", "a2", "a3", "b1", "a4");
        relay(2);
        Relay alone = new Relay(store, leases.get("here"), broker, LATER_TWICE, new Relay.Batching(2, work -> {
            throw new RejectedExecutionException();
        }));
        assertThat(alone.pass().settled()).isEqualTo(5);
        assertThat(broker.received).hasSize(5).containsSubsequence("a1", "a2", "a3", "a4");
        assertThat(operations.pending()).isZero();
    }

    /** The settlement of the first batch fails while the second one is sent: both stay, and are sent again. */
    @Test
    void aSettlementThatFailsBesideIsNoticedAndNothingIsForgotten() throws Exception {
        publish("a1", "a2", "a3", "a4");
        relay(2);
        AtomicBoolean broken = new AtomicBoolean();
        DataSource breaks = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (broken.get()) {
                        throw new SQLException("the database is away");
                    }
                    return database.pool.getConnection();
                });
        int[] calls = new int[1];
        Executor breaking = work -> {
            broken.set(++calls[0] == 2);
            work.run();
        };
        Relay relay = new Relay(
                outbox.store("here", breaks), leases.get("here"), broker, LATER_TWICE, new Relay.Batching(2, breaking));
        assertThatThrownBy(relay::pass).isInstanceOf(SQLException.class).hasMessage("the database is away");
        assertThat(operations.pending()).isEqualTo(4);
        broken.set(false);
        assertThat(relay.pass().settled()).isEqualTo(4);
        assertThat(broker.received).containsExactly("a1", "a2", "a3", "a4");
    }

    /** An entry that is read while what is before it is being sent is not sent before that has arrived. */
    @Test
    void whatFollowsWhatTheBrokerCouldNotTakeIsNotSent() throws Exception {
        publish("a1", "a2", "a3", "a4");
        FakeBroker goes = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                away = !received.isEmpty() || away;
                List<Delivery> deliveries = super.send(events);
                away = true;
                return deliveries;
            }
        };
        assertThat(relay("here", goes, 2).pass()).isEqualTo(new Pass(4, 2, 0, 0, 0, PassResult.UNREACHABLE));
        assertThat(goes.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isEqualTo(2);
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

    private void publishNow(String... ids) {
        try {
            publish(ids);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
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
