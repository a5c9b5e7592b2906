package org.atomicevents.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.transaction.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        assertThat(inbox.firstDelivery("replica", "1")).isFalse();
        assertThat(inbox.firstDelivery("replica", "2")).isTrue();
        database.manager.commit();
        assertThat(committed("replica", "2")).isFalse();
    }

    @Test
    void aDeliveryThatRolledBackIsForgotten() throws Exception {
        database.manager.begin();
        assertThat(inbox.firstDelivery("replica", "1")).isTrue();
        database.manager.rollback();
        assertThat(committed("replica", "1")).isTrue();
    }

    @Test
    void twoCopiesAtOnceHaveOneWinner() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            database.manager.begin();
            assertThat(inbox.firstDelivery("replica", "1")).isTrue();
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
                .isThrownBy(() -> inbox.firstDelivery("replica", "1"))
                .withMessageContaining("No active JTA transaction");
    }

    @Test
    void aDatabaseThatRefusesMarksTheTransactionRollbackOnly() throws Exception {
        database.execute("DROP TABLE inbox");
        database.manager.begin();
        assertThatIllegalStateException().isThrownBy(() -> inbox.firstDelivery("replica", "1"));
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

    private boolean committed(String consumer, String eventId) throws Exception {
        database.manager.begin();
        boolean first = inbox.firstDelivery(consumer, eventId);
        database.manager.commit();
        return first;
    }
}
