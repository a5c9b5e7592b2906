package org.atomicevents.tests.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.transaction.RollbackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.XAConnection;
import org.atomicevents.servers.Postgres;
import org.atomicevents.tests.inside.Participant;
import org.atomicevents.xa.postgresql.HardenedXADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.xa.PGXADataSource;

/** The holes of the driver's own XA data source, and that ours is without them; on a real database with the server's coordinator. */
class HardenedDataSourceIT {

    private static Coordinator coordinator;

    private final String id = UUID.randomUUID().toString();
    private final AtomicInteger fatal = new AtomicInteger();
    private Connection observer;
    private int before;

    @BeforeAll
    static void coordinate() throws Exception {
        coordinator = new Coordinator();
    }

    @BeforeEach
    void observe() throws Exception {
        observer = DriverManager.getConnection(
                System.getProperty("atomicevents.tests.postgres"), Postgres.USER, Postgres.PASSWORD);
        execute("CREATE TABLE IF NOT EXISTS hardened (id VARCHAR(100) PRIMARY KEY)");
        before = Coordinator.records();
    }

    @AfterEach
    void endWhatTheDriverLeft() throws Exception {
        try (Statement statement = observer.createStatement();
                ResultSet left = statement.executeQuery(
                        "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
            while (left.next()) {
                execute("ROLLBACK PREPARED '" + left.getString(1) + "'");
            }
        }
        observer.close();
    }

    /** The control: if this is not torn any more, the driver is fixed, and our data source is no longer needed. */
    @Test
    void theDriversOwnTearsATransactionWhoseBackendIsEndedBetweenPrepareAndCommit() throws Exception {
        Participant other = new Participant(this::endTheOtherBackends);
        Throwable thrown = catchThrowable(() -> commit(new PGXADataSource(), other, insert()));

        assertThat(thrown).isInstanceOf(RollbackException.class);
        assertThat(other.outcome()).isEqualTo("rolled back");
        coordinator.recover(configured(new PGXADataSource()));
        assertThat(prepared()).isEqualTo(1);
    }

    @Test
    void aBackendEndedBetweenPrepareAndCommitIsLeftToRecovery() throws Exception {
        Participant other = new Participant(this::endTheOtherBackends);
        commit(new HardenedXADataSource(), other, insert());

        assertThat(other.outcome()).isEqualTo("committed");
        assertThat(fatal).hasPositiveValue();
        coordinator.recover(configured(new HardenedXADataSource()));
        assertThat(prepared()).isZero();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aBackendEndedBeforePrepareRollsEverythingBack() throws Exception {
        Participant other = new Participant(() -> {});
        Throwable thrown =
                catchThrowable(() -> commit(new HardenedXADataSource(), other, insert(), this::endTheOtherBackends));

        assertThat(thrown).isInstanceOf(RollbackException.class);
        assertThat(other.outcome()).isEqualTo("rolled back");
        coordinator.recover(configured(new HardenedXADataSource()));
        assertThat(prepared()).isZero();
        assertThat(rows()).isZero();
        assertThat(Coordinator.records()).isEqualTo(before);
    }

    /** The control: the driver's own data source still has this hole. */
    @Test
    void theDriversOwnLeaksAPreparedTransactionPerReadOnlyBranch() throws Exception {
        commit(readOnly(new PGXADataSource()), new Participant(() -> {}), "SELECT 1");
        assertThat(prepared()).isEqualTo(1);
    }

    @Test
    void aReadOnlyBranchLeavesNothingPrepared() throws Exception {
        commit(readOnly(new HardenedXADataSource()), new Participant(() -> {}), "SELECT 1");
        assertThat(prepared()).isZero();
    }

    @Test
    void aBranchThatWroteNothingIsNeverPrepared() throws Exception {
        int[] preparedMeanwhile = new int[1];
        commit(
                new HardenedXADataSource(),
                new Participant(() -> preparedMeanwhile[0] = prepared()),
                "SELECT count(*) FROM hardened");
        assertThat(preparedMeanwhile[0]).isZero();
    }

    /** A row lock and a logical message are no changed rows, but other sessions rely on them. */
    @Test
    void aBranchThatLockedARowOrEmittedAMessageIsPrepared() throws Exception {
        execute(insert());
        for (String statement : new String[] {
            "SELECT 1 FROM hardened WHERE id = '" + id + "' FOR UPDATE",
            "SELECT pg_logical_emit_message(true, 'test', 'said')"
        }) {
            int[] preparedMeanwhile = new int[1];
            commit(new HardenedXADataSource(), new Participant(() -> preparedMeanwhile[0] = prepared()), statement);
            assertThat(preparedMeanwhile[0]).as(statement).isEqualTo(1);
        }
        assertThat(prepared()).isZero();
    }

    /** PostgreSQL prepares nothing that notifies; without a write nothing has to be prepared. */
    @Test
    void aBranchThatOnlyNotifiesCommits() throws Exception {
        Participant other = new Participant(() -> {});
        commit(new HardenedXADataSource(), other, "NOTIFY hardened");
        assertThat(other.outcome()).isEqualTo("committed");
        assertThat(prepared()).isZero();
    }

    /** The database refuses to prepare it; nothing of it may remain. */
    @Test
    void aBranchThatWroteAndNotifiesRollsEverythingBack() throws Exception {
        Participant other = new Participant(() -> {});
        Throwable thrown =
                catchThrowable(() -> commit(new HardenedXADataSource(), other, insert() + "; NOTIFY hardened"));

        assertThat(thrown).isInstanceOf(RollbackException.class);
        assertThat(other.outcome()).isEqualTo("rolled back");
        assertThat(prepared()).isZero();
        assertThat(rows()).isZero();
    }

    private String insert() {
        return "INSERT INTO hardened (id) VALUES ('" + id + "')";
    }

    private static PGXADataSource configured(PGXADataSource source) {
        source.setUrl(System.getProperty("atomicevents.tests.postgres"));
        source.setUser(Postgres.USER);
        source.setPassword(Postgres.PASSWORD);
        source.setApplicationName("hardened");
        return source;
    }

    private static PGXADataSource readOnly(PGXADataSource source) {
        source.setReadOnly(true);
        return source;
    }

    private void commit(PGXADataSource source, Participant other, String sql, Runnable... beforeCommit)
            throws Exception {
        XAConnection connection = configured(source).getXAConnection();
        connection.addConnectionEventListener(counting());
        try {
            coordinator.transactions.begin();
            var transaction = coordinator.transactions.getTransaction();
            transaction.enlistResource(connection.getXAResource());
            transaction.enlistResource(other);
            try (Connection handle = connection.getConnection();
                    Statement statement = handle.createStatement()) {
                statement.execute(sql);
            }
            for (Runnable action : beforeCommit) {
                action.run();
            }
            coordinator.transactions.commit();
        } finally {
            connection.close();
        }
    }

    private ConnectionEventListener counting() {
        return new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                // Only errors are counted.
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                fatal.incrementAndGet();
            }
        };
    }

    private void endTheOtherBackends() {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'hardened'");
    }

    private int prepared() {
        return number("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()");
    }

    private int rows() {
        return number("SELECT count(*) FROM hardened WHERE id = '" + id + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = observer.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) {
        try (Statement statement = observer.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
