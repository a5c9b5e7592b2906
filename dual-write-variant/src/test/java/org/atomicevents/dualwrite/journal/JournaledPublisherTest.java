package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.PublishException;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The work of the committing thread, and the entries that it leaves to the sweeper. */
class JournaledPublisherTest {

    private final Fixture fixture = new Fixture();

    JournaledPublisherTest() throws SQLException, IOException {}

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void sendsAfterTheCommitInOrderAndLeavesNothing() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.publisher.publish(Fixture.event("2"));
        assertThat(fixture.received).isEmpty();
        fixture.manager.commit();
        assertThat(fixture.received).containsExactly("1", "2");
        assertThat(fixture.pending()).isZero();
        assertThat(fixture.liveEntries.size()).isZero();
    }

    /** T-15: an outcome is recorded when the broker has the event, not when it is about to get it. */
    @Test
    void theIntentStaysUntilTheBrokerHasTheEvent() throws Exception {
        List<Long> whileSending = new ArrayList<>();
        fixture.whileSending = () -> whileSending.add(pending());
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.commit();
        assertThat(whileSending).containsExactly(1L);
        assertThat(fixture.pending()).isZero();
    }

    /** T-15: the intents are on the disk before the commit begins; a last callback before it must find them. */
    @Test
    void theIntentIsWrittenBeforeTheCommit() throws Exception {
        List<Long> beforeCommit = new ArrayList<>();
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.registry.registerInterposedSynchronization(new BeforeCompletion(() -> beforeCommit.add(pending())));
        fixture.manager.commit();
        assertThat(beforeCommit).containsExactly(1L);
    }

    /** T-23: the callback runs after a rollback too, and must look at the status. */
    @Test
    void sendsNothingAfterARollback() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.rollback();
        assertThat(fixture.received).isEmpty();
        assertThat(fixture.pending()).isZero();
    }

    /** T-23: a rollback after the intents were written may be a commit whose answer was lost; only the database knows. */
    @Test
    void whatFailedWhileItCommittedIsLeftToTheSweeper() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.registry.registerInterposedSynchronization(new BeforeCompletion(() -> {
            throw new IllegalStateException("a later callback changed its mind");
        }));
        assertThatThrownBy(fixture.manager::commit).isInstanceOf(RollbackException.class);
        assertThat(fixture.received).isEmpty();
        assertThat(fixture.pending()).isEqualTo(1);

        fixture.outcomes.put(Fixture.FIRST, TransactionStatus.ABORTED);
        assertThat(fixture.sweeper.pass().dropped()).isEqualTo(1);
        assertThat(fixture.received).isEmpty();
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void anEventThatTheBrokerDoesNotTakeStaysAndTheCommitStands() throws Exception {
        fixture.brokerAway = true;
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.commit();
        assertThat(fixture.pending()).isEqualTo(1);

        fixture.brokerAway = false;
        assertThat(fixture.sweeper.pass().sent()).isEqualTo(1);
        assertThat(fixture.received).containsExactly("1");
        assertThat(fixture.outcomeQueries).as("the commit is known").isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenStopsTheCommit() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.file.close();
        assertThatThrownBy(fixture.manager::commit).isInstanceOf(RollbackException.class);
        assertThat(fixture.received).isEmpty();
        fixture.start();
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsRefusedAtOnce() throws Exception {
        fixture.databaseAway = true;
        fixture.manager.begin();
        assertThatThrownBy(() -> fixture.publisher.publish(Fixture.event("1")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("refused by the database");
        assertThat(fixture.manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
    }

    @Test
    void eachTransactionHasItsOwnIntents() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("outer"));
        Transaction outer = fixture.manager.suspend();
        fixture.current = new MainTransaction("743", "main/1");
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("inner"));
        fixture.manager.commit();
        fixture.manager.resume(outer);
        fixture.manager.rollback();
        assertThat(fixture.received).containsExactly("inner");
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void anEventThatAnotherCallbackPublishesBeforeTheCommitIsWrittenToo() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.registry.registerInterposedSynchronization(
                new BeforeCompletion(() -> fixture.publisher.publish(Fixture.event("2"))));
        fixture.manager.commit();
        assertThat(fixture.received).containsExactly("1", "2");
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void needsATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fixture.publisher.publish(Fixture.event("1")))
                .withMessageContaining("No active JTA transaction");
    }

    private long pending() {
        try {
            return fixture.pending();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record BeforeCompletion(Runnable work) implements Synchronization {

        @Override
        public void beforeCompletion() {
            work.run();
        }

        @Override
        public void afterCompletion(int status) {
            // Nothing: only the time before is of interest.
        }
    }
}
