package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.Strategy;
import org.atomicevents.operations.Vital;
import org.atomicevents.operations.Vitals;
import org.atomicevents.tests.inside.OutboxTable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of PostgreSQL that the outbox strategies keep: prepared transactions, indexes, and the number of statements. */
class OutboxRulesIT extends LiveContract {

    private static final String WAITING_FOR_ITS_TURN =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

    @Inject
    EventPublisher publisher;

    @Inject
    @Strategy("outbox-notify")
    EventPublisher notifying;

    @Inject
    Vitals vitals;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Resource(lookup = "java:/JmsXA")
    ConnectionFactory xaConnections;

    private OutboxTable outbox;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-polling", OutboxRulesIT.class, Map.of("atomicevents.outbox.turn-wait", "PT2S"));
    }

    @BeforeEach
    void look() {
        outbox = new OutboxTable(database);
    }

    /** T-1, T-4: a transaction that publishes about the subject of another open one gets its number after that one's commit. */
    @Test
    void numbersOfOneSubjectAreGivenInTheOrderOfTheCommits() throws Exception {
        Event first = event("first");
        Event second = event("second");

        transaction.begin();
        publisher.publish(first);
        Future<?> other = executor.submit(() -> scopes.requiresNew(() -> publisher.publish(second)));
        outbox.awaitAtLeast(1, WAITING_FOR_ITS_TURN);
        transaction.commit();
        other.get(30, TimeUnit.SECONDS);

        assertThat(deliveries.next(2)).isEqualTo(List.of(first, second));
    }

    @Test
    void aNestedTransactionAboutTheSameSubjectFailsSoonAndSaysWhy() throws Exception {
        Event outer = event("outer");
        Event inner = event("inner");

        // Without a bound the two would wait for each other until this ends the outer one.
        transaction.setTransactionTimeout(20);
        transaction.begin();
        publisher.publish(outer);
        assertThatThrownBy(() -> scopes.requiresNew(() -> publisher.publish(inner)))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("subject '" + subject + "' did not end within PT2S")
                .hasMessageContaining("nested");
        transaction.commit();
        transaction.setTransactionTimeout(0);

        assertThat(deliveries.next()).isEqualTo(outer);
    }

    /** T-9, T-10: PostgreSQL refuses to prepare a transaction with a NOTIFY, so one that it prepares has none. */
    @Test
    void theCommitPathNeverNotifiesSoItCanBePartOfATwoPhaseCommit() {
        Event happened = event("happened");

        scopes.required(() -> {
            ledger.record(happened.id());
            notifying.publish(happened);
            try (JMSContext context = xaConnections.createContext()) {
                context.createProducer().send(context.createQueue("DLQ"), "the second resource");
            }
        });

        assertThat(deliveries.next()).isEqualTo(happened);
    }

    /** T-21: no index but the primary keys has more in it than what needs it. */
    @Test
    void theIndexesAreForTheFewThatNeedThem() {
        assertThat(outbox.number(
                        "SELECT count(*) FROM pg_index WHERE indrelid IN ('outbox'::regclass, 'outbox_aside'::regclass)"
                                + " AND NOT indisprimary AND indpred IS NULL"))
                .isZero();
        assertThat(outbox.number("SELECT count(*) FROM pg_class, unnest(reloptions) AS option"
                        + " WHERE oid = 'outbox'::regclass AND option = 'autovacuum_vacuum_scale_factor=0'"))
                .isOne();
    }

    @Test
    void everyStrategyHasVitals() {
        for (String strategy : List.of("outbox-polling", "outbox-immediate", "outbox-notify")) {
            assertThat(vitals.all().get(strategy))
                    .extracting(Vital::name)
                    .containsExactly("relay.last-pass.age", "pending", "pending.oldest.age", "parked");
            assertThat(vitals.all().get(strategy)).allMatch(vital -> vital.alarm() == null);
        }
    }
}
