package org.atomicevents.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.eventsourcing.store.Claim;
import org.atomicevents.eventsourcing.store.EventStoreFixture;
import org.atomicevents.eventsourcing.store.EventStoreOperations;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.testing.Filters;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay's protocol, pass by pass, over a real database and a broker in memory. */
class StoreRelayTest {

    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final RetryPolicy AT_ONCE_TWICE =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 2, () -> 0);
    private static final RetryPolicy LATER = new RetryPolicy(Duration.ofMinutes(5), Duration.ofMinutes(5), 9, () -> 1);

    private final MemoryBroker broker = new MemoryBroker();
    private EventStoreFixture fixture;
    private TestDatabase database;
    private EventStoreOperations operations;

    /** A broker in memory that keeps the contract of {@link Broker}. */
    private class MemoryBroker implements Broker {

        final List<String> received = new ArrayList<>();
        final Set<String> refused = new HashSet<>();
        final List<Integer> transactions = new ArrayList<>();
        boolean away;
        int awayAfter = Integer.MAX_VALUE;

        @Override
        public List<Delivery> send(List<Event> events) {
            transactions.add(database.registry.getTransactionStatus());
            List<Delivery> deliveries = new ArrayList<>();
            Set<String> held = new HashSet<>();
            for (Event event : events) {
                Delivery.Status status = status(event, held);
                if (status == Delivery.Status.SENT) {
                    received.add(event.id());
                } else if (status == Delivery.Status.REFUSED) {
                    held.add(event.subject());
                }
                deliveries.add(new Delivery(status, status.name()));
            }
            return deliveries;
        }

        private Delivery.Status status(Event event, Set<String> held) {
            if (away || received.size() >= awayAfter) {
                return Delivery.Status.UNREACHABLE;
            }
            if (held.contains(event.subject())) {
                return Delivery.Status.HELD;
            }
            if (refused.contains(event.id())) {
                return Delivery.Status.REFUSED;
            }
            return received.contains(event.id()) ? Delivery.Status.DUPLICATE : Delivery.Status.SENT;
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
        operations = new EventStoreOperations(database.transactions, "event-sourcing");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void sendsEveryEventInOrderOnceAndIsThenIdle() throws Exception {
        publish("a1", "b1", "a2");
        assertThat(relay(10).pass()).isEqualTo(new Pass(3, 0, 0, false, PassResult.IDLE));
        assertThat(broker.received).containsExactly("a1", "b1", "a2");
        assertThat(operations.pending()).isZero();
        assertThat(relay(10).pass()).isEqualTo(Pass.nothing(PassResult.IDLE));
        assertThat(database.number("SELECT count(*) FROM event_store")).isEqualTo(3);
    }

    @Test
    void aPassIsBoundedAndSaysThatThereMayBeMore() throws Exception {
        publish("a1", "a2", "a3");
        assertThat(relay(2).pass().result()).isEqualTo(PassResult.FULL);
        assertThat(relay(2).pass().result()).isEqualTo(PassResult.IDLE);
        assertThat(broker.received).containsExactly("a1", "a2", "a3");
    }

    /** T-14: no database transaction is open while the broker is called. */
    @Test
    void theBrokerIsCalledOutsideAnyTransaction() throws Exception {
        publish("a1");
        relay(10).pass();
        assertThat(broker.transactions).containsExactly(Status.STATUS_NO_TRANSACTION);
    }

    /** T-5, T-22: later events of a refused event's subject wait; other subjects, and the checkpoint, do not. */
    @Test
    void aRefusedEventStopsItsSubjectOnly() throws Exception {
        publish("a1", "a2", "b1", "a3");
        broker.refused.add("a2");
        assertThat(relay(LATER, 10).pass()).isEqualTo(new Pass(2, 1, 0, false, PassResult.IDLE));
        publish("a4", "b2", "c1");
        relay(LATER, 10).pass();
        assertThat(broker.received).containsExactly("a1", "b1", "b2", "c1");
        assertThat(operations.pending()).isEqualTo(3);
        assertThat(operations.inspect("/test", "a4").map(Event::id)).contains("a4");
        assertThat(operations.inspect("/test", "b1")).isEmpty();

        broker.refused.clear();
        database.execute("UPDATE event_held SET next_attempt_at = CURRENT_TIMESTAMP");
        relay(10).pass();
        assertThat(broker.received).containsExactly("a1", "b1", "b2", "c1", "a2", "a3", "a4");
        assertThat(database.number("SELECT count(*) FROM event_held")).isZero();
        publish("a5");
        relay(10).pass();
        assertThat(broker.received).endsWith("a4", "a5");
    }

    /** A subject that was held for long catches up in portions before its new events may pass. */
    @Test
    void aHeldSubjectCatchesUpInBoundedPortionsAndInOrder() throws Exception {
        publish("a1", "a2", "a3", "a4", "a5");
        broker.refused.add("a1");
        relay(LATER, 10).pass();
        broker.refused.clear();
        database.execute("UPDATE event_held SET next_attempt_at = CURRENT_TIMESTAMP");
        publish("a6");
        for (int pass = 0; pass < 5; pass++) {
            relay(2).pass();
        }
        assertThat(broker.received).containsExactly("a1", "a2", "a3", "a4", "a5", "a6");
        assertThat(database.number("SELECT count(*) FROM event_held")).isZero();
    }

    @Test
    void poisonIsParkedWithItsReasonAndReplayedByAnOperator() throws Exception {
        publish("a1", "a2", "b1");
        broker.refused.add("a1");
        assertThat(relay(10).pass().retried()).isEqualTo(1);
        assertThat(relay(10).pass().parked()).isEqualTo(1);
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.subject()).isEqualTo("a");
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.lastError()).isEqualTo("REFUSED");
        });
        Filters.assertNarrow(operations, operations.parked(10).get(0));
        assertThat(operations.pending()).isEqualTo(1);
        assertThat(relay(10).pass()).isEqualTo(Pass.nothing(PassResult.IDLE));
        broker.refused.clear();
        assertThat(operations.replay("/test", "a2")).isFalse();
        assertThat(operations.replay("/test", "a1")).isTrue();
        relay(10).pass();
        assertThat(broker.received).containsExactly("b1", "a1", "a2");
        assertThat(operations.parked(10)).isEmpty();
    }

    @Test
    void discardPassesOverTheEventAndKeepsItInTheStore() throws Exception {
        publish("a1", "a2");
        broker.refused.add("a1");
        relay(10).pass();
        relay(10).pass();
        assertThat(operations.discard("/test", "a1")).isTrue();
        relay(10).pass();
        assertThat(broker.received).containsExactly("a2");
        assertThat(operations.pending()).isZero();
        assertThat(database.number("SELECT count(*) FROM event_held")).isZero();
        assertThat(database.number("SELECT count(*) FROM event_store")).isEqualTo(2);
    }

    @Test
    void discardingTheLastEventOfASubjectFreesIt() throws Exception {
        publish("a1");
        broker.refused.add("a1");
        relay(10).pass();
        relay(10).pass();
        operations.discard("/test", "a1");
        relay(10).pass();
        publish("a2");
        relay(10).pass();
        assertThat(broker.received).containsExactly("a2");
        assertThat(database.number("SELECT count(*) FROM event_held")).isZero();
    }

    @Test
    void anAbsentBrokerCountsAgainstNoEvent() throws Exception {
        publish("a1", "b1", "c1");
        broker.away = true;
        for (int i = 0; i < 5; i++) {
            assertThat(relay(10).pass().result()).isEqualTo(PassResult.UNREACHABLE);
        }
        assertThat(database.number("SELECT count(*) FROM event_held")).isZero();
        broker.away = false;
        broker.awayAfter = 2;
        relay(10).pass();
        assertThat(operations.pending()).isEqualTo(1);
        broker.awayAfter = 99;
        relay(10).pass();
        assertThat(broker.received).containsExactly("a1", "b1", "c1");
    }

    /** T-12, T-19: dead between send and settle; the next relay sends again and the broker recognises the copy. */
    @Test
    void aRelayThatDiedAfterSendingIsTakenOverWhenItsClaimRunsOut() throws Exception {
        publish("a1", "a2");
        broker.send(claim("dead").events());
        assertThat(relay(10).pass()).isEqualTo(Pass.nothing(PassResult.CONTENDED));
        runOut();
        assertThat(relay(10).pass().sent()).isEqualTo(2);
        assertThat(broker.received).containsExactly("a1", "a2");
        assertThat(operations.pending()).isZero();
    }

    /** T-12: the claim was taken over meanwhile. */
    @Test
    void aRelayThatSleptPastItsClaimCannotMoveTheCheckpoint() throws Exception {
        publish("a1");
        Claim slept = claim("asleep");
        runOut();
        relay(10).pass();
        publish("a2");
        assertThat(fixture.relay("asleep").settle(slept, 99, List.of())).isFalse();
        assertThat(database.number("SELECT checkpoint FROM event_relay")).isEqualTo(1);
        relay(10).pass();
        assertThat(broker.received).containsExactly("a1", "a2");
    }

    /** The epoch fences two claims of one owner. */
    @Test
    void theSameOwnerIsFencedByTheEpoch() throws Exception {
        publish("a1");
        Claim slept = claim("here");
        runOut();
        claim("here");
        assertThat(fixture.relay("here").settle(slept, 1, List.of())).isFalse();
    }

    private void runOut() throws Exception {
        database.execute("UPDATE event_relay SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    }

    private Claim claim(String owner) throws Exception {
        fixture.sequencer.sequence(100);
        return fixture.relay(owner).claim(10, CLAIM).claim().orElseThrow();
    }

    private StoreRelay relay(int batch) {
        return relay(AT_ONCE_TWICE, batch);
    }

    private StoreRelay relay(RetryPolicy retry, int batch) {
        return new StoreRelay(
                fixture.sequencer, fixture.relay("here"), broker, retry, new StoreRelay.Batch(batch, CLAIM));
    }

    private void publish(String... ids) throws Exception {
        for (String id : ids) {
            fixture.publish(Events.event(id));
        }
    }
}
