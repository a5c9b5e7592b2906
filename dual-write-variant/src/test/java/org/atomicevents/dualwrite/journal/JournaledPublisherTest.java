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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The committing thread's part, and the cases that it leaves to the sweeper. */
class JournaledPublisherTest {

    private static final MainTransaction INNER = new MainTransaction("743", "main/1");

    private final Fixture fixture = new Fixture();

    JournaledPublisherTest() throws SQLException, IOException {}

    /** What the transaction manager commits, the database has committed. */
    @BeforeEach
    void confirm() {
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        fixture.database.outcomes.put(INNER, TransactionStatus.COMMITTED);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void sendsAfterTheCommitInOrderAndLeavesNothing() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.publisher.publish(Fixture.event("2"));
        assertThat(fixture.broker.received).isEmpty();
        fixture.manager.commit();
        assertThat(fixture.broker.received).containsExactly("1", "2");
        assertThat(fixture.pending()).isZero();
        assertThat(fixture.liveEntries.size()).isZero();
    }

    /** T-15: the entry is taken out when the broker has the event, not before. */
    @Test
    void theIntentStaysUntilTheBrokerHasTheEvent() throws Exception {
        List<Long> whileSending = new ArrayList<>();
        fixture.broker.whileSending = () -> whileSending.add(pending());
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

    /** T-23: the callback runs after a rollback, too, so it must look at the status. */
    @Test
    void sendsNothingAfterARollback() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.rollback();
        assertThat(fixture.broker.received).isEmpty();
        assertThat(fixture.pending()).isZero();
    }

    /** T-23: a rollback after the intents were written may be a commit whose answer was lost; only the database can tell. */
    @Test
    void whatFailedWhileItCommittedIsLeftToTheSweeper() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.registry.registerInterposedSynchronization(new BeforeCompletion(() -> {
            throw new IllegalStateException("a later callback changed its mind");
        }));
        assertThatThrownBy(fixture.manager::commit).isInstanceOf(RollbackException.class);
        assertThat(fixture.broker.received).isEmpty();
        assertThat(fixture.pending()).isEqualTo(1);

        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.ABORTED);
        assertThat(fixture.sweeper.pass().dropped()).isEqualTo(1);
        assertThat(fixture.broker.received).isEmpty();
        assertThat(fixture.pending()).isZero();
    }

    /** Seen: Narayana says "committed" of a commit whose answer it never got, and 5 events of 831 had never happened. */
    @Test
    void aCommitThatTheDatabaseDeniesIsNotAnnounced() throws Exception {
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.ABORTED);
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.commit();
        assertThat(fixture.broker.received).isEmpty();
        assertThat(fixture.liveEntries.size()).isZero();
        assertThat(fixture.sweeper.pass().dropped()).isEqualTo(1);
        assertThat(fixture.broker.received).isEmpty();
    }

    @Test
    void aCommitThatTheDatabaseCannotConfirmYetIsLeftToTheSweeper() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.database.away = true;
        fixture.manager.commit();
        assertThat(fixture.broker.received).isEmpty();
        fixture.database.away = false;
        assertThat(fixture.sweeper.pass().sent()).isEqualTo(1);
        assertThat(fixture.broker.received).containsExactly("1");
    }

    @Test
    void whatTheBrokerDoesNotTakeStaysAndTheCommitStands() throws Exception {
        fixture.broker.away = true;
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.commit();
        assertThat(fixture.pending()).isEqualTo(1);

        fixture.database.asked.clear();
        fixture.broker.away = false;
        assertThat(fixture.sweeper.pass().sent()).isEqualTo(1);
        assertThat(fixture.broker.received).containsExactly("1");
        assertThat(fixture.database.asked).as("the commit is known").isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenStopsTheCommit() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.file.close();
        assertThatThrownBy(fixture.manager::commit).isInstanceOf(RollbackException.class);
        assertThat(fixture.broker.received).isEmpty();
        fixture.start();
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsRefusedAtOnce() throws Exception {
        fixture.database.away = true;
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
        fixture.database.current = INNER;
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("inner"));
        fixture.manager.commit();
        fixture.manager.resume(outer);
        fixture.manager.rollback();
        assertThat(fixture.broker.received).containsExactly("inner");
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void whatAnotherCallbackPublishesBeforeTheCommitIsWrittenToo() throws Exception {
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.registry.registerInterposedSynchronization(
                new BeforeCompletion(() -> fixture.publisher.publish(Fixture.event("2"))));
        fixture.manager.commit();
        assertThat(fixture.broker.received).containsExactly("1", "2");
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
