package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.util.List;
import java.util.stream.Stream;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.junit.jupiter.api.Test;

/**
 * The effects of a transaction and {@code publish} on each other: a committed event is delivered, one that rolls back is not,
 * and one that is refused leaves the transaction as it was. Where strategies differ, their own
 * {@link EventPublisher#guarantees()} decide the expectation, never their names.
 */
abstract class TransactionContract extends LiveContract {

    @Inject
    EventPublisher publisher;

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

    void change(Event event) {
        ledger.record(event.id());
        publisher.publish(event);
    }

    /** Expects no event of a transaction that rolled back, or exactly the anomaly that the guarantees admit. */
    private void assertIsAnnouncedOnlyAsAdmitted(Event rolledBack) {
        if (publisher.guarantees().admits(Anomaly.PHANTOM)) {
            assertThat(deliveries.next()).isEqualTo(rolledBack);
        }
    }

    void assertNothingIsLeft() {
        assertNothingIsLeft(subject);
    }

    /** An event that should not have been delivered would come before the sentinel of its subject. */
    private void assertNothingIsLeft(String... subjects) {
        List<Event> sentinels =
                Stream.of(subjects).map(each -> about(each, "sentinel")).toList();
        scopes.required(() -> sentinels.forEach(this::change));
        assertThat(deliveries.next(subjects.length)).containsExactlyInAnyOrderElementsOf(sentinels);
    }
}
