package org.atomicevents.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import jakarta.transaction.Status;
import java.sql.SQLException;
import java.time.Duration;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.jdbc.Database;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.ReservedRowCapture;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.capture.TriggerCapture;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.outbox.store.Lane;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.outbox.store.OutboxSql;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.TriggeredEntries;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of publish about the caller's transaction, with a real transaction manager and database. */
class OutboxPublisherTest {

    private OutboxFixture outbox;
    private TestDatabase database;
    private EventPublisher publisher;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        publisher = new OutboxPublisher(
                new PublishRules(database.registry, 8),
                new RowCapture(database.pool, outbox.store("here")),
                OutboxPublisher.POLLING);
    }

    @AfterEach
    void close() {
        outbox.close();
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

    /** It would commit the entry by itself: what rolls back would be announced. */
    @Test
    void aDataSourceWithoutJtaIsRefusedByEveryCapture() throws Exception {
        OutboxStore store = outbox.store("here");
        try (AgroalDataSource alone = database.withoutJta()) {
            assertRefusedWithoutJta(new RowCapture(alone, store));
            assertRefusedWithoutJta(
                    new ReservedRowCapture(alone, store, Duration.ofMinutes(1), database.registry, entries -> {}));
            assertRefusedWithoutJta(new TriggerCapture(
                    alone,
                    new TriggeredEntries(
                            OutboxSql.of(Database.POSTGRESQL).triggers().orElseThrow(),
                            new Lane("tests", "outbox-trigger"))));
        }
        assertThat(entries()).isZero();
    }

    private void assertRefusedWithoutJta(Capture capture) throws Exception {
        database.manager.begin();
        EventPublisher alone =
                new OutboxPublisher(new PublishRules(database.registry, 8), capture, OutboxPublisher.POLLING);
        assertThatThrownBy(() -> alone.publish(Events.event("a1")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("jta=true");
        database.manager.rollback();
    }

    /** T-8: a transaction whose insert failed cannot commit. */
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
