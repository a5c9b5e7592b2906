package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.tests.tailing.RunningTailer.event;

import java.sql.SQLException;
import java.util.List;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T-22: an event that the broker refuses must stop neither the log nor other subjects, nor lose its place in its own. */
class PoisonIT {

    private final MemoryBroker broker = new MemoryBroker();
    private LogDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new LogDatabase();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void poisonIsParkedWithItsSubjectBehindItAndReplayedInOrder(Strategy strategy) throws Exception {
        broker.refuse("a1");
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(event("a1"), event("b1"), event("a2"), event("b2"));
            RunningTailer.await(() -> running.operations.pending() == 1);
            running.publish(event("a3"), event("b3"));
            RunningTailer.await(
                    () -> running.operations.pending() == 2 && broker.ids().size() == 3);
            assertThat(broker.ids()).containsExactly("b1", "b2", "b3");
            ParkedEntry parked = running.operations.parked(10).get(0);
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.lastError()).isEqualTo("REFUSED");
            assertThat(running.operations.inspect("/test", "a1").orElseThrow().subject())
                    .isEqualTo("a");

            broker.accept("a1");
            assertThat(running.operations.replay("/test", "a1")).isTrue();
            running.relay.deliverParked(100);
            running.publish(event("a4"));
            RunningTailer.await(() -> broker.ids().contains("a4"));
            assertThat(running.operations.pending()).isZero();
        }
        assertThat(broker.ids()).containsExactly("b1", "b2", "b3", "a1", "a2", "a3", "a4");
    }

    @ParameterizedTest
    @EnumSource
    void aDiscardedEventNeverArrivesAndItsSubjectGoesOn(Strategy strategy) throws Exception {
        broker.refuse("a1");
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(event("a1"), event("a2"));
            RunningTailer.await(() -> running.operations.pending() == 1);
            assertThat(running.operations.discard("/test", "a2")).isFalse();
            assertThat(running.operations.discard("/test", "a1")).isTrue();
            running.relay.deliverParked(100);
            assertThat(running.operations.parked(10)).isEmpty();
        }
        assertThat(broker.ids()).containsExactly("a2");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHeldStaysHeldWhenAnotherServerReads(Strategy strategy) throws Exception {
        broker.refuse("a1");
        try (RunningTailer first = new RunningTailer(database, strategy, broker).started()) {
            first.publish(event("a1"));
            RunningTailer.await(() -> first.operations.parked(10).size() == 1);
        }
        broker.accept("a1");
        try (RunningTailer second = new RunningTailer(database, strategy, broker).started()) {
            second.publish(event("a2"), event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));
            RunningTailer.await(() -> second.operations.pending() == 1);
            assertThat(broker.ids()).isEqualTo(List.of("b1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayedEventThatIsRefusedAgainIsParkedAgain(Strategy strategy) throws Exception {
        broker.refuse("a1");
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(event("a1"));
            RunningTailer.await(() -> running.operations.parked(10).size() == 1);
            assertThat(running.operations.replay("/test", "a1")).isTrue();
            assertThat(running.operations.parked(10)).isEmpty();
            running.relay.deliverParked(100);
            running.relay.deliverParked(100);
            assertThat(running.operations.parked(10).get(0).attempts()).isEqualTo(2);
        }
    }
}
