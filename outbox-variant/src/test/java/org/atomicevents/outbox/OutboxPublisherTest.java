package org.atomicevents.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import java.sql.SQLException;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.spi.PublishRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What publish promises about the caller's transaction, with a real transaction manager and database. */
class OutboxPublisherTest {

    private TestDatabase database;
    private EventPublisher publisher;

    @BeforeEach
    void install() throws Exception {
        database = new TestDatabase();
        OutboxStore.install(database.pool, database.dialect(), TestDatabase.STRATEGY);
        OutboxStore store = database.store("here");
        publisher = new OutboxPublisher(
                new PublishRules(database.registry, 8), new RowCapture(database.pool, store), OutboxPublisher.POLLING);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void commitsWithTheCaller() throws Exception {
        database.manager.begin();
        publisher.publish(Events.event("a1"));
        database.manager.commit();
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void rollsBackWithTheCaller() throws Exception {
        database.manager.begin();
        publisher.publish(Events.event("a1"));
        database.manager.rollback();
        assertThat(entries()).isZero();
    }

    @Test
    void refusesToPublishWithoutATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.publish(Events.event("a1")))
                .withMessageContaining("No active JTA transaction")
                .withMessageContaining("@Transactional");
    }

    @Test
    void refusesToPublishIntoATransactionThatCannotCommit() throws Exception {
        database.manager.begin();
        database.manager.setRollbackOnly();
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.publish(Events.event("a1")))
                .withMessageContaining("rollback-only");
        database.manager.rollback();
    }

    @Test
    void badInputLeavesTheTransactionAlone() throws Exception {
        database.manager.begin();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher.publish(Events.event("a23")))
                .withMessageContaining("has 9 bytes of data: at most 8");
        assertThatIllegalArgumentException().isThrownBy(() -> publisher.publish(null));
        publisher.publish(Events.event("a1"));
        database.manager.commit();
        assertThat(entries()).isEqualTo(1);
    }

    /** T-8: nobody goes on in a transaction whose insert failed. */
    @Test
    void aDatabaseThatRefusesMarksTheTransactionRollbackOnly() throws Exception {
        database.execute("DROP TABLE outbox");
        database.manager.begin();
        assertThatThrownBy(() -> publisher.publish(Events.event("a1")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("a1")
                .hasCauseInstanceOf(SQLException.class);
        assertThat(database.manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        database.manager.rollback();
    }

    private long entries() throws SQLException {
        return database.number("SELECT count(*) FROM outbox");
    }
}
