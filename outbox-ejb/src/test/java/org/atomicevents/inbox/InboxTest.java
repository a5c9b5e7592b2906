package org.atomicevents.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.agroal.api.AgroalDataSource;
import jakarta.transaction.Status;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inbox on a real database with a real transaction manager. */
class InboxTest {

    private TestDatabase database;
    private Inbox inbox;

    @BeforeEach
    void install() throws Exception {
        database = TestDatabase.h2();
        inbox = new Inbox(database.pool, database.registry);
        inbox.install();
        inbox.install();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyTheFirstDeliveryIsFirst() throws Exception {
        assertThat(committed("replica", "1")).isTrue();
        assertThat(committed("replica", "1")).isFalse();
        assertThat(committed("replica", "2")).isTrue();
        assertThat(committed("mailer", "1")).isTrue();
    }

    /** T-8: the transaction goes on after a copy, nothing is aborted. */
    @Test
    void aCopyDoesNotHarmTheTransaction() throws Exception {
        committed("replica", "1");
        database.manager.begin();
        assertThat(inbox.firstDelivery("replica", event("1"))).isFalse();
        assertThat(inbox.firstDelivery("replica", event("2"))).isTrue();
        database.manager.commit();
        assertThat(committed("replica", "2")).isFalse();
    }

    @Test
    void aDeliveryThatRolledBackIsForgotten() throws Exception {
        database.manager.begin();
        assertThat(inbox.firstDelivery("replica", event("1"))).isTrue();
        database.manager.rollback();
        assertThat(committed("replica", "1")).isTrue();
    }

    @Test
    void twoCopiesAtOnceHaveOneWinner() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            database.manager.begin();
            assertThat(inbox.firstDelivery("replica", event("1"))).isTrue();
            Future<Boolean> copy = other.submit(() -> {
                started.countDown();
                return committed("replica", "1");
            });
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            database.manager.commit();
            assertThat(copy.get(20, TimeUnit.SECONDS)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void needsATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> inbox.firstDelivery("replica", event("1")))
                .withMessageContaining("No active JTA transaction");
    }

    @Test
    void aDataSourceWithoutJtaIsRefusedAndRemembersNothing() throws Exception {
        try (AgroalDataSource alone = database.withoutJta()) {
            database.manager.begin();
            assertThatIllegalStateException()
                    .isThrownBy(() -> new Inbox(alone, database.registry).firstDelivery("replica", event("1")))
                    .havingCause()
                    .withMessageContaining("jta=true");
            database.manager.rollback();
        }
        assertThat(committed("replica", "1")).isTrue();
    }

    @Test
    void aDatabaseThatRefusesMarksTheTransactionRollbackOnly() throws Exception {
        database.execute("DROP TABLE inbox");
        database.manager.begin();
        assertThatIllegalStateException().isThrownBy(() -> inbox.firstDelivery("replica", event("1")));
        assertThat(database.manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        database.manager.rollback();
    }

    @Test
    void oldDeliveriesAreForgottenInBoundedSteps() throws Exception {
        for (int i = 0; i < 5; i++) {
            committed("replica", "old" + i);
        }
        database.execute("UPDATE inbox SET received_at = CURRENT_TIMESTAMP - INTERVAL '2' HOUR");
        committed("replica", "new");
        assertThat(inbox.forget(database.transactions, Duration.ofHours(1), 3)).isEqualTo(3);
        assertThat(inbox.forget(database.transactions, Duration.ofHours(1), 3)).isEqualTo(2);
        assertThat(inbox.forget(database.transactions, Duration.ofHours(1), 3)).isZero();
        assertThat(committed("replica", "new")).isFalse();
        assertThat(committed("replica", "old1")).isTrue();
    }

    /** An id is unique within its source only. */
    @Test
    void theIdOfAnotherSourceIsAnotherEvent() throws Exception {
        assertThat(committed("replica", event("/orders", "7"))).isTrue();
        assertThat(committed("replica", event("/invoices", "7"))).isTrue();
        assertThat(committed("replica", event("/invoices", "7"))).isFalse();
    }

    @Test
    void aTableWithoutSourcesIsExtendedAndItsEventsAreStillRecognised() throws Exception {
        database.execute("DROP TABLE inbox");
        database.execute(
                "CREATE TABLE inbox (consumer varchar(100) NOT NULL, event_id varchar(100) NOT NULL,"
                        + " received_at timestamp with time zone NOT NULL, CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id))");
        database.execute("INSERT INTO inbox VALUES ('replica', '1', CURRENT_TIMESTAMP)");

        inbox.install();

        assertThat(committed("replica", event("/orders", "1"))).isFalse();
        assertThat(committed("replica", event("/orders", "2"))).isTrue();
        assertThat(committed("replica", event("/invoices", "2"))).isTrue();
    }

    private boolean committed(String consumer, String eventId) throws Exception {
        return committed(consumer, event(eventId));
    }

    private boolean committed(String consumer, Event event) throws Exception {
        database.manager.begin();
        boolean first = inbox.firstDelivery(consumer, event);
        database.manager.commit();
        return first;
    }

    private static Event event(String id) {
        return event("/test", id);
    }

    private static Event event(String source, String id) {
        return Event.json(id, URI.create(source), "test.Happened", "apple", "{}");
    }
}
