package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.store.Claim;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.outbox.store.OutboxStore;
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

    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final RetryPolicy AT_ONCE_TWICE =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 2, () -> 0);

    private final FakeBroker broker = new FakeBroker();
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
        outbox.close();
    }

    @Test
    void movesEverythingInOrderAndLeavesNothing() throws Exception {
        publish("a1", "b1", "a2");
        assertThat(relay(10).pass()).isEqualTo(new Pass(3, 3, 0, 0, 0, PassResult.IDLE));
        assertThat(broker.received).containsExactly("a1", "b1", "a2");
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
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        Duration hour = Duration.ofHours(1);
        PollLoop pollLoop = new Relay(store, counting, AT_ONCE_TWICE, 10, CLAIM)
                .pollLoop(new PollDelay(hour, hour, () -> 0.5), threads);
        try {
            publish("a1");
            pollLoop.start();
            assertThat(sent.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            publish("a2");
            pollLoop.wake();
            assertThat(sent.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            pollLoop.stop();
        } finally {
            threads.shutdownNow();
        }
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
        new Relay(store, looking, AT_ONCE_TWICE, 10, CLAIM).pass();
        assertThat(looking.received).containsExactly("a1");
        assertThat(status[0]).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /** T-5: later events of the same subject wait behind a refused one; the other subjects do not. */
    @Test
    void aRefusedEventStopsItsSubjectOnly() throws Exception {
        publish("a1", "a2", "b1", "a3");
        broker.poison.add("a2");
        Pass pass = relay(10).pass();
        assertThat(pass).isEqualTo(new Pass(4, 2, 1, 0, 0, PassResult.IDLE));
        assertThat(broker.received).containsExactly("a1", "b1");
        broker.poison.clear();
        relay(10).pass();
        assertThat(broker.received).containsExactly("a1", "b1", "a2", "a3");
    }

    /** T-22: an event that is always refused is parked after a bound instead of being tried for ever. */
    @Test
    void poisonIsParkedWithItsReasonAndReplayedByAnOperator() throws Exception {
        publish("a1", "a2", "b1");
        broker.poison.add("a1");
        assertThat(relay(10).pass().retried()).isEqualTo(1);
        assertThat(relay(10).pass().parked()).isEqualTo(1);
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.lastError()).isEqualTo("REFUSED");
        });
        assertThat(relay(10).pass().claimed()).isZero();
        broker.poison.clear();
        operations.replay("/test", "a1");
        relay(10).pass();
        assertThat(broker.received).containsExactly("b1", "a1", "a2");
    }

    @Test
    void anAbsentBrokerCountsAgainstNoEntry() throws Exception {
        publish("a1", "b1");
        broker.away = true;
        for (int i = 0; i < 5; i++) {
            assertThat(relay(10).pass()).isEqualTo(new Pass(2, 0, 0, 0, 0, PassResult.UNREACHABLE));
        }
        assertThat(database.number("SELECT max(attempts) FROM outbox")).isZero();
        broker.away = false;
        assertThat(relay(10).pass().settled()).isEqualTo(2);
    }

    /** T-12, T-19: dead between send and settle; the next relay sends again and the broker recognises the copy. */
    @Test
    void aRelayThatDiedAfterSendingIsTakenOverWhenItsClaimRunsOut() throws Exception {
        publish("a1", "a2");
        broker.send(store("dead").claim(10, CLAIM).events());
        assertThat(relay(10).pass().claimed()).isZero();
        database.execute("UPDATE outbox SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        assertThat(relay(10).pass().settled()).isEqualTo(2);
        assertThat(broker.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    @Test
    void aRelayThatOutlivedItsClaimSaysSo() throws Exception {
        publish("a1", "a2");
        FakeBroker slow = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                expireClaims();
                passByAnother();
                return super.send(events);
            }
        };
        Pass pass = new Relay(store, slow, AT_ONCE_TWICE, 10, CLAIM).pass();
        assertThat(pass.fenced()).isEqualTo(2);
        assertThat(pass.settled()).isZero();
        assertThat(operations.pending()).isZero();
    }

    /** Two relays that are slower than their claims make progress all the same. */
    @Test
    void aRelayThatOutlivedItsClaimDeletesWhatItHasSent() throws Exception {
        publish("a1", "a2");
        FakeBroker slow = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                expireClaims();
                takenOver();
                return super.send(events);
            }
        };
        assertThat(new Relay(store, slow, AT_ONCE_TWICE, 10, CLAIM).pass().settled())
                .isEqualTo(2);
        assertThat(operations.pending()).isZero();
    }

    @Test
    void aDatabaseThatFailsWhileSettlingLeavesTheClaim() throws Exception {
        publish("a1");
        FakeBroker last = new FakeBroker() {
            @Override
            public List<Delivery> send(List<Event> events) {
                List<Delivery> deliveries = super.send(events);
                database.close();
                return deliveries;
            }
        };
        assertThatThrownBy(new Relay(store, last, AT_ONCE_TWICE, 10, CLAIM)::pass)
                .isInstanceOfAny(SQLException.class, IllegalStateException.class);
        assertThat(last.received).containsExactly("a1");
    }

    private void passByAnother() {
        try {
            new Relay(store("other"), broker, AT_ONCE_TWICE, 10, CLAIM).pass();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Claim takenOver() {
        try {
            return store("other").claim(10, CLAIM);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void expireClaims() {
        try {
            database.execute("UPDATE outbox SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Relay relay(int batchSize) {
        return new Relay(store, broker, AT_ONCE_TWICE, batchSize, CLAIM);
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
