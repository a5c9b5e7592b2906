package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.tests.inside.Delivery;
import org.junit.jupiter.api.Test;

/**
 * What {@link EventPublisher} promises, held against one strategy with a live database and a live broker. Where strategies
 * differ, their own {@link EventPublisher#guarantees()} says what must be seen, never their names.
 */
abstract class PublisherContract extends LiveContract {

    @Inject
    EventPublisher publisher;

    @Resource
    ManagedExecutorService executor;

    @Test
    void aCommitDeliversOnce() {
        Event happened = event("happened");

        scopes.required(() -> change(happened));

        assertThat(ledger.contains(happened.id())).isTrue();
        assertThat(deliveries.next()).isEqualTo(happened);
        assertNothingIsLeft();
    }

    @Test
    void aRollbackDeliversNothing() {
        Event failed = event("failed");

        assertThatThrownBy(() -> scopes.required(() -> {
                    change(failed);
                    throw new IllegalArgumentException("the business changed its mind");
                }))
                .isInstanceOf(EJBException.class)
                .hasRootCauseMessage("the business changed its mind");

        assertThat(ledger.contains(failed.id())).isFalse();
        assertIsAnnouncedOnlyAsAdmitted(failed);
        assertNothingIsLeft();
    }

    @Test
    void setRollbackOnlyAfterPublishDeliversNothing() {
        Event withdrawn = event("withdrawn");

        scopes.required(() -> {
            change(withdrawn);
            scopes.setRollbackOnly();
        });

        assertThat(ledger.contains(withdrawn.id())).isFalse();
        assertIsAnnouncedOnlyAsAdmitted(withdrawn);
        assertNothingIsLeft();
    }

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
    void anInnerTransactionDeliversAlthoughTheOuterOneRollsBack() {
        Event outer = event("outer");
        Event inner = about("inner-" + subject, "inner");

        scopes.required(() -> {
            change(outer);
            scopes.requiresNew(() -> change(inner));
            scopes.setRollbackOnly();
        });

        assertThat(ledger.contains(outer.id())).isFalse();
        assertThat(ledger.contains(inner.id())).isTrue();
        assertIsAnnouncedOnlyAsAdmitted(outer);
        assertThat(deliveries.next()).isEqualTo(inner);
        assertNothingIsLeft(outer.subject(), inner.subject());
    }

    @Test
    void anInnerTransactionThatRollsBackTakesNothingFromTheOuterOne() {
        Event outer = event("outer");
        Event inner = about("inner-" + subject, "inner");

        scopes.required(() -> {
            scopes.requiresNew(() -> {
                change(inner);
                scopes.setRollbackOnly();
            });
            change(outer);
        });

        assertThat(ledger.contains(outer.id())).isTrue();
        assertThat(ledger.contains(inner.id())).isFalse();
        assertIsAnnouncedOnlyAsAdmitted(inner);
        assertThat(deliveries.next()).isEqualTo(outer);
        assertNothingIsLeft(outer.subject(), inner.subject());
    }

    @Test
    void aBeanManagedTransactionIsObeyed() throws Exception {
        Event rolledBack = event("rolled back");
        transaction.begin();
        change(rolledBack);
        transaction.rollback();

        Event committed = event("committed");
        transaction.begin();
        change(committed);
        transaction.commit();

        assertThat(ledger.contains(rolledBack.id())).isFalse();
        assertIsAnnouncedOnlyAsAdmitted(rolledBack);
        assertThat(deliveries.next()).isEqualTo(committed);
        assertNothingIsLeft();
    }

    @Test
    void withoutTransactionPublishIsRefusedAndDeliversNothing() {
        Event homeless = event("homeless");

        assertThatThrownBy(() -> publisher.publish(homeless))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No active JTA transaction")
                .hasMessageContaining(homeless.id());

        assertNothingIsLeft();
    }

    @Test
    void tooMuchDataIsRefusedAndTheTransactionStaysUsable() throws Exception {
        Event large = event("x".repeat(4096));
        Event small = event("small");

        transaction.begin();
        assertThatThrownBy(() -> publisher.publish(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4096")
                .hasMessageContaining("atomicevents.max-data-bytes");
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        change(small);
        transaction.commit();

        assertThat(deliveries.next()).isEqualTo(small);
        assertNothingIsLeft();
    }

    @Test
    void theLargestAllowedDataArrives() {
        Event largest = event("x".repeat(4094));

        scopes.required(() -> change(largest));

        assertThat(deliveries.next()).isEqualTo(largest);
    }

    @Test
    void aMissingEventOrAttributeIsRefusedAndTheTransactionStaysUsable() throws Exception {
        Event good = event("good");

        transaction.begin();
        assertThatThrownBy(() -> publisher.publish(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> publisher.publish(about(null, "about nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'subject' is null")
                .hasMessageContaining("required");
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        change(good);
        transaction.commit();

        assertThat(deliveries.next()).isEqualTo(good);
        assertNothingIsLeft();
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
        Delivery delivery = deliveries.receive();
        deliveries.acknowledge();

        assertThat(delivery).isEqualTo(new Delivery(rich, subject, "1.0", true, false));
    }

    @Test
    void redeliveryByTheBrokerChangesNothingInTheEvent() {
        Event happened = event("happened");
        scopes.required(() -> change(happened));

        Delivery first = deliveries.receive();
        deliveries.giveBack();
        Delivery second = deliveries.receive();
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
        if (publisher.guarantees().keepsOrderPerSubject()) {
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
        if (!publisher.guarantees().keepsOrderPerSubject()
                && !publisher.guarantees().mayLose()) {
            // What was held up may come after what was not; but it comes, or the wait ends with a failure.
            while (!delivered.containsAll(committed)) {
                delivered.add(deliveries.next().id());
            }
        }
        if (!publisher.guarantees().mayLose()) {
            assertThat(delivered).containsAll(committed);
        }
        if (!publisher.guarantees().mayAnnounceUncommitted()) {
            committed = new ArrayList<>(committed);
            committed.add(back.id());
            assertThat(committed).containsAll(delivered);
        }
        if (!publisher.guarantees().mayDuplicateAtBroker()) {
            assertThat(delivered).doesNotHaveDuplicates();
        }
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    /** The change and its announcement; {@code then} happens before the commit; whether it commits, the ledger knows. */
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

    void change(Event event) {
        ledger.record(event.id());
        publisher.publish(event);
    }

    /** Next comes nothing of a transaction that rolled back, or just what the sheet says: a weakness that is not seen is none. */
    private void assertIsAnnouncedOnlyAsAdmitted(Event rolledBack) {
        if (publisher.guarantees().mayAnnounceUncommitted()) {
            assertThat(deliveries.next()).isEqualTo(rolledBack);
        }
    }

    void assertNothingIsLeft() {
        assertNothingIsLeft(subject);
    }

    /** Whatever should not have been delivered would come before the sentinel of its subject. */
    private void assertNothingIsLeft(String... subjects) {
        List<Event> sentinels =
                Stream.of(subjects).map(each -> about(each, "sentinel")).toList();
        scopes.required(() -> sentinels.forEach(this::change));
        assertThat(deliveries.next(subjects.length)).containsExactlyInAnyOrderElementsOf(sentinels);
    }
}
