package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.tests.inside.AnyEvents;
import org.atomicevents.tests.inside.ReceivedMessage;
import org.junit.jupiter.api.Test;

/**
 * The guarantees of {@link EventPublisher}, checked on one strategy with a live database and a live broker: all of
 * {@link SilenceContract}, and here how the events arrive: whole, in order, and after an outage. Each strategy runs both.
 */
abstract class PublisherContract extends SilenceContract {

    @Test
    void theEventsOfOneTransactionArriveInOrder() {
        List<Event> events = List.of(event("first"), event("second"), event("third"));

        scopes.required(() -> events.forEach(this::change));

        assertThat(deliveries.next(3)).isEqualTo(events);
        assertNothingIsLeft();
    }

    @Test
    void theEventsOfSuccessiveTransactionsArriveInOrder() {
        List<Event> events =
                IntStream.range(0, 10).mapToObj(i -> event("step " + i)).toList();

        events.forEach(event -> scopes.required(() -> change(event)));

        assertThat(deliveries.next(10)).isEqualTo(events);
        assertNothingIsLeft();
    }

    @Test
    void theLargestAllowedDataArrives() {
        Event largest = event("x".repeat(4094));

        scopes.required(() -> change(largest));

        assertThat(deliveries.next()).isEqualTo(largest);
    }

    @Test
    void everyAttributeReachesTheConsumer() {
        Event rich = new Event(
                "id-" + subject,
                source,
                "org.atomicevents.tests.Rich",
                subject,
                Instant.parse("2026-02-28T23:59:59.123456Z"),
                "application/octet-stream",
                new byte[] {0, 1, -1, 127, -128},
                Map.of(
                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "tracestate", "congo=t61rcWkgMzE",
                        "tenant", "ünï"));

        scopes.required(() -> change(rich));
        ReceivedMessage delivery = deliveries.receive();
        deliveries.acknowledge();

        assertThat(delivery).isEqualTo(new ReceivedMessage(rich, subject, "1.0", true, false));
    }

    /** A property: the seed is in the message of a failure, and the events of a seed are always the same. */
    @Test
    void whateverAnEventAdmitsArrivesEqual() {
        long seed = System.nanoTime();
        AnyEvents any = new AnyEvents(seed, source, subject);
        for (int i = 0; i < 30; i++) {
            Event event = any.next();
            scopes.required(() -> change(event));
            assertThat(deliveries.next()).as("seed %d, event %d", seed, i).isEqualTo(event);
        }
    }

    @Test
    void redeliveryByTheBrokerChangesNothingInTheEvent() {
        Event happened = event("happened");
        scopes.required(() -> change(happened));

        ReceivedMessage first = deliveries.receive();
        deliveries.giveBack();
        ReceivedMessage second = deliveries.receive();
        deliveries.acknowledge();

        assertThat(first.redelivered()).isFalse();
        assertThat(second.redelivered()).isTrue();
        assertThat(second.event()).isEqualTo(first.event()).isEqualTo(happened);
    }

    /** The subject's row is locked from the change to the end of the transaction, so the versions are the commits' order. */
    @Test
    void theEventsOfOneSubjectFromSeveralThreadsArriveInTheOrderOfTheirCommits() throws Exception {
        int threads = 4;
        int each = 25;
        ledger.beginSubject(subject);

        List<Future<?>> writers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            writers.add(executor.submit(() -> IntStream.range(0, each)
                    .forEach(i -> scopes.requiresNew(() -> change(event("v" + ledger.nextVersion(subject)))))));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        List<String> versions = IntStream.rangeClosed(1, threads * each)
                .mapToObj(version -> "\"v" + version + "\"")
                .toList();
        List<String> arrived = deliveries.next(threads * each).stream()
                .map(event -> new String(event.data(), StandardCharsets.UTF_8))
                .toList();
        if (!publisher.guarantees().admits(Anomaly.REORDER)) {
            assertThat(arrived).isEqualTo(versions);
        } else {
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(versions);
        }
        assertNothingIsLeft();
    }

    /** The broker dies between publish and commit and stays away for another transaction; then it comes back. */
    @Test
    void aBrokerThatGoesDownAndUpLosesNothingThatCommitted() {
        Event before = event("before");
        Event between = event("between publish and commit");
        Event during = event("while it is down");
        deliveries.close();

        attempt(before, () -> {});
        try {
            attempt(between, broker::kill);
            attempt(during, () -> {});
        } finally {
            broker.start();
        }
        consume();
        Event back = commitOne();

        List<String> committed = ids(List.of(before, between, during)).stream()
                .filter(ledger::contains)
                .toList();
        List<String> delivered = new ArrayList<>(ids(deliveries.upTo(back)));
        assertThat(committed).contains(before.id());
        if (publisher.guarantees().admits(Anomaly.REORDER)
                && !publisher.guarantees().admits(Anomaly.LOST)) {
            // An event that was held up may come after later ones; but it comes, or the wait ends with a failure.
            while (!delivered.containsAll(committed)) {
                delivered.add(deliveries.next().id());
            }
        }
        if (!publisher.guarantees().admits(Anomaly.LOST)) {
            assertThat(delivered).containsAll(committed);
        }
        if (!publisher.guarantees().admits(Anomaly.PHANTOM)) {
            committed = new ArrayList<>(committed);
            committed.add(back.id());
            assertThat(committed).containsAll(delivered);
        }
        if (!publisher.guarantees().admits(Anomaly.DUP_BROKER)) {
            assertThat(delivered).doesNotHaveDuplicates();
        }
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    /** Changes a row and publishes; {@code then} runs before the commit; the ledger shows whether it committed. */
    void attempt(Event event, Runnable then) {
        try {
            scopes.required(() -> {
                change(event);
                then.run();
            });
        } catch (EJBException | PublishException refused) {
            // A strategy may refuse while the broker is away; it must then leave no trace, which the caller checks.
        }
    }

    /**
     * The database ends a transaction's session before its commit, as an administrator or a fast restart does. The transaction manager
     * gets no answer to its commit, and its callbacks are told that it succeeded.
     */
    void assertACommitThatNeverCameIsNotAnnounced() throws Exception {
        Event never = event("never");
        transaction.begin();
        change(never);
        int backend = ledger.backend();
        executor.submit(() -> ledger.end(backend)).get(30, TimeUnit.SECONDS);
        try {
            transaction.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException told) {
            // It may also say so.
        }
        assertThat(ledger.contains(never.id())).isFalse();
        assertThat(deliveries.upTo(commitOne())).doesNotContain(never);
    }

    /** Publishes until one commits: connections that died with the broker may cost an attempt each. */
    Event commitOne() {
        for (int i = 0; i < 100; i++) {
            Event event = event("attempt " + i);
            attempt(event, () -> {});
            if (ledger.contains(event.id())) {
                return event;
            }
        }
        throw new AssertionError("100 transactions in a row did not commit after the broker had come back");
    }
}
