package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.junit.jupiter.api.Test;

/** The guarantees of {@link Operations} for entries that a live broker refused; for one strategy per kind of storage, and a hand-off. */
abstract class OperationsContract extends LiveContract {

    /** More than the broker's journal takes in one record; it cannot be split like a body. */
    private static final String TOO_LONG_FOR_THE_BROKER = "x".repeat(600_000);

    @Inject
    EventPublisher publisher;

    @Inject
    Operations operations;

    @Test
    void aParkedEntryHoldsItsSubjectAndReplayDeliversAllInOrder() {
        List<Event> held = List.of(event("first"), event("second"), event("third"));
        Event other = about("other-" + subject, "other");

        try {
            broker.makeFull();
            held.forEach(this::publish);
            ParkedEntry parked = awaitParked(held.get(0));
            assertThat(parked.type()).isEqualTo(held.get(0).type());
            assertThat(parked.subject()).isEqualTo(subject);
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.lastError()).isNotBlank();
        } finally {
            broker.makeRoomy();
        }

        publish(other);
        assertThat(deliveries.next()).isEqualTo(other);
        assertThat(isParked(held.get(0))).isTrue();
        // An entry is settled after its event was delivered, so the other one may be pending a moment longer.
        await().atMost(Duration.ofSeconds(10)).until(() -> operations.pending() == 2);

        assertThat(operations.replay(held.get(0).id())).isTrue();
        assertThat(deliveries.next(3)).isEqualTo(held);
        assertThat(isParked(held.get(0))).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void anEventThatTheBrokerCannotTakeStopsOnlyItsOwnSubjectAndDiscardLetsThatGoOn() {
        Event poison = event("poison").with("toolong", TOO_LONG_FOR_THE_BROKER);
        Event behind = event("behind");
        Event other = about("other-" + subject, "other");

        scopes.required(() -> List.of(poison, behind, other).forEach(publisher::publish));
        assertThat(deliveries.next()).isEqualTo(other);
        awaitParked(poison);

        assertThat(operations.discard(poison.id())).isTrue();
        assertThat(deliveries.next()).isEqualTo(behind);
        assertThat(isParked(poison)).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void onlyParkedEntriesCanBeReplayedOrDiscarded() {
        Event delivered = event("delivered");
        publish(delivered);
        assertThat(deliveries.next()).isEqualTo(delivered);

        assertThat(operations.replay(delivered.id())).isFalse();
        assertThat(operations.discard(delivered.id())).isFalse();
        assertThat(operations.discard("no such event")).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void aDeliveredEntryIsPendingNoMore() {
        Event delivered = event("delivered");
        publish(delivered);
        assertThat(deliveries.next()).isEqualTo(delivered);

        await().atMost(Duration.ofSeconds(10)).until(() -> operations.pending() == 0);
    }

    private void publish(Event event) {
        scopes.required(() -> publisher.publish(event));
    }

    private ParkedEntry awaitParked(Event event) {
        await().atMost(Duration.ofSeconds(15)).until(() -> isParked(event));
        return parked(event).get(0);
    }

    private boolean isParked(Event event) {
        return !parked(event).isEmpty();
    }

    private List<ParkedEntry> parked(Event event) {
        return operations.parked(100).stream()
                .filter(entry -> entry.eventId().equals(event.id()))
                .toList();
    }

    private void assertNothingIsLeft() {
        Event sentinel = event("sentinel");
        publish(sentinel);
        assertThat(deliveries.next()).isEqualTo(sentinel);
    }
}
