package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.PostgresDatabase;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class JournaledDualWriteIT extends PublisherContract {

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager manager;

    @Inject
    Operations operations;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("journaled-dual-write", JournaledDualWriteIT.class);
    }

    @Test
    void anEventThatCommitsWhileTheBrokerIsDownWaitsInTheJournalAndIsDelivered() {
        Event late = event("late");
        deliveries.close();

        broker.kill();
        try {
            attempt(late, () -> {});
            assertThat(operations.pending()).isEqualTo(1);
            assertThat(operations.inspect(late.source().toString(), late.id())).contains(late);
            assertThat(vitals.all().get("journaled-dual-write"))
                    .extracting(Vital::name)
                    .containsExactly("pending", "pending.oldest.age", "parked");
        } finally {
            broker.start();
        }
        consume();

        assertThat(ledger.contains(late.id())).isTrue();
        assertThat(deliveries.next()).isEqualTo(late);
    }

    @Test
    void theDatabaseKnowsTheStatusOfEachTransaction() throws Exception {
        PostgresDatabase main = main();

        transaction.begin();
        MainTransaction committed = main.current();
        assertThat(main.outcome(committed)).isEqualTo(TransactionStatus.IN_PROGRESS);
        transaction.commit();
        transaction.begin();
        MainTransaction aborted = main.current();
        transaction.rollback();

        assertThat(main.outcome(committed)).isEqualTo(TransactionStatus.COMMITTED);
        assertThat(main.outcome(aborted)).isEqualTo(TransactionStatus.ABORTED);
        assertThat(main.refusal()).isEmpty();
    }

    /** The status of a transaction that is too old, of another database, or has not begun yet is never guessed. */
    @Test
    void theDatabaseSaysWhatItDoesNotKnow() throws Exception {
        PostgresDatabase main = main();
        MainTransaction known = main.current();
        String future = Long.toString(Long.parseLong(known.id()) + 1_000_000);

        assertThat(main.outcome(new MainTransaction("3", known.lineage()))).isEqualTo(TransactionStatus.FORGOTTEN);
        assertThat(main.outcome(new MainTransaction(known.id(), "7/00000001"))).isEqualTo(TransactionStatus.FOREIGN);
        assertThat(main.outcome(new MainTransaction(future, known.lineage()))).isEqualTo(TransactionStatus.FOREIGN);
    }

    /** A database that dies before the commit must not give the transaction's number to another one. */
    @Test
    void theTransactionsNumberIsOnTheDatabasesDiskBeforeTheIntentIsWritten() throws Exception {
        transaction.begin();
        try {
            ledger.record(event("numbered").id());
            String written = asked("SELECT CAST(pg_current_wal_insert_lsn() AS text)");
            main().current();
            assertThat(asked("SELECT pg_current_wal_flush_lsn() >= CAST(? AS pg_lsn)", written))
                    .isEqualTo("t");
        } finally {
            transaction.rollback();
        }
    }

    /** T-23: the transaction manager calls it committed. */
    @Test
    void aCommitThatNeverReachedTheDatabaseIsNotAnnounced() throws Exception {
        assertACommitThatNeverCameIsNotAnnounced();
    }

    private PostgresDatabase main() {
        return new PostgresDatabase(database, new ShortTransactions(manager, database));
    }

    private String asked(String sql, String... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                question.setString(i + 1, arguments[i]);
            }
            try (ResultSet answer = question.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
