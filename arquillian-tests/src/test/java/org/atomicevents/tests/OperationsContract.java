package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.testing.Filters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guarantees of {@link Operations} for entries that a live broker refused; for one strategy per kind of storage, and a hand-off. */
abstract class OperationsContract extends LiveContract {

    /** With these a narrow broker refuses an event, and a wide one takes it. */
    private static final Map<String, String> LONG_HEADERS =
            IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "long" + i, i -> "x".repeat(1000)));

    @Inject
    EventPublisher publisher;

    @Inject
    Operations operations;

    @AfterEach
    void makeWide() {
        broker.makeWide();
    }

    @Test
    void aParkedEntryHoldsItsSubjectAndReplayDeliversAllInOrder() {
        List<Event> held = List.of(poison(), event("second"), event("third"));
        Event other = about("other-" + subject, "other");
        restarting(broker::makeNarrow);

        held.forEach(this::publish);
        ParkedEntry parked = awaitParked(held.get(0));
        assertThat(parked.type()).isEqualTo(held.get(0).type());
        assertThat(parked.subject()).isEqualTo(subject);
        assertThat(parked.attempts()).isEqualTo(2);
        assertThat(parked.lastError()).isNotBlank();
        Filters.assertNarrow(operations, parked);

        publish(other);
        assertThat(deliveries.next()).isEqualTo(other);
        assertThat(isParked(held.get(0))).isTrue();
        // An entry is settled after its event was delivered, so the other one may be pending a moment longer.
        await().atMost(Duration.ofSeconds(10)).until(() -> operations.pending() == 2);

        restarting(broker::makeWide);
        assertThat(operations.replay(new ParkedFilter(null, parked.type(), parked.lastError(), null, null), 10))
                .isEqualTo(1);
        assertThat(deliveries.next(3)).isEqualTo(held);
        assertThat(isParked(held.get(0))).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void anEventThatTheBrokerCannotTakeStopsOnlyItsOwnSubjectAndDiscardLetsThatGoOn() {
        Event poison = poison();
        Event behind = event("behind");
        Event other = about("other-" + subject, "other");
        restarting(broker::makeNarrow);

        scopes.required(() -> List.of(poison, behind, other).forEach(publisher::publish));
        assertThat(deliveries.next()).isEqualTo(other);
        awaitParked(poison);

        assertThat(operations.inspect("/another", poison.id())).isEmpty();
        assertThat(operations.replay("/another", poison.id())).isFalse();
        assertThat(operations.discard("/another", poison.id())).isFalse();
        assertThat(operations.discard(source.toString(), poison.id())).isTrue();
        assertThat(deliveries.next()).isEqualTo(behind);
        assertThat(isParked(poison)).isFalse();
        assertNothingIsLeft();
    }

    /** Which says nothing about the events: when it has room again all are delivered, and nobody has to replay them. */
    @Test
    void aFullBrokerParksNothing() {
        List<Event> events = List.of(event("first"), about("other-" + subject, "other"), event("second"));
        try {
            broker.makeFull();
            events.forEach(this::publish);
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> operations.parked(100).isEmpty());
        } finally {
            broker.makeRoomy();
        }

        assertThat(deliveries.next(3)).containsExactlyInAnyOrderElementsOf(events);
        assertNothingIsLeft();
    }

    @Test
    void onlyParkedEntriesCanBeReplayedOrDiscarded() {
        Event delivered = event("delivered");
        publish(delivered);
        assertThat(deliveries.next()).isEqualTo(delivered);

        assertThat(operations.replay(source.toString(), delivered.id())).isFalse();
        assertThat(operations.discard(source.toString(), delivered.id())).isFalse();
        assertThat(operations.discard(source.toString(), "no such event")).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void aDeliveredEntryIsPendingNoMore() {
        Event delivered = event("delivered");
        publish(delivered);
        assertThat(deliveries.next()).isEqualTo(delivered);

        await().atMost(Duration.ofSeconds(10)).until(() -> operations.pending() == 0);
    }

    /** The restart of the broker ends the consumer's connection. */
    private void restarting(Runnable change) {
        deliveries.close();
        change.run();
        consume();
    }

    private Event poison() {
        Event plain = event("poison");
        return new Event(
                plain.id(),
                plain.source(),
                plain.type(),
                plain.subject(),
                plain.time(),
                plain.datacontenttype(),
                plain.data(),
                LONG_HEADERS);
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
