package org.atomicevents.xa;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.agroal.api.AgroalDataSource;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.database.FakePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** T-24: XA that only looks like XA is refused, with real pools and a real transaction manager. */
class XaProbeTest {

    private final Transactions transactions = new Transactions();
    private final FakeJms jms = new FakeJms(new ArrayList<>());

    @AfterEach
    void leavesNoTransactionBehind() throws Exception {
        assertThat(transactions.manager.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void anXaDataSourceAndAnXaFactoryPass() throws Exception {
        try (AgroalDataSource pool = transactions.xaPool()) {
            assertThat(refusal(pool)).isEmpty();
        }
    }

    @Test
    void aOnePhaseDataSourceIsRefused() throws Exception {
        try (AgroalDataSource pool = transactions.onePhasePool()) {
            assertThat(refusal(pool))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("not an XA data source", "datasource.cli"));
        }
    }

    @Test
    void aOnePhaseDataSourcePassesAsALastResource() throws Exception {
        try (AgroalDataSource pool = transactions.onePhasePool()) {
            assertThat(refusal(pool, Enlistment.LAST_RESOURCE)).isEmpty();
        }
    }

    /** An XA data source would be prepared, with its locks, and the guarantees would be wrong. */
    @Test
    void anXaDataSourceIsRefusedAsALastResource() throws Exception {
        try (AgroalDataSource pool = transactions.xaPool()) {
            assertThat(refusal(pool, Enlistment.LAST_RESOURCE))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("is an XA data source", "datasource-last-resource.cli"));
        }
    }

    /** Not registered with the transaction manager, it would silently be a last resource, and lose. */
    @Test
    void aOnePhaseDataSourceThatIsNotRegisteredIsRefusedAsCommitMarkable() throws Exception {
        try (AgroalDataSource pool = transactions.onePhasePool()) {
            assertThat(refusal(pool, Enlistment.COMMIT_MARKABLE))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("last resource", "datasource-commit-markable.cli"));
        }
    }

    /** Registered, but after the transaction manager read its list: it would silently be a last resource, and lose. */
    @Test
    void aCommitMarkableResourceThatNeedsARestartIsRefused() throws Exception {
        JTAEnvironmentBean configuration = jtaPropertyManager.getJTAEnvironmentBean();
        try (AgroalDataSource pool = transactions.connectablePool("java:/late")) {
            refusal(pool, Enlistment.LAST_RESOURCE);
            configuration.setCommitMarkableResourceJNDINames(List.of("java:/late"));
            assertThat(refusal(pool, Enlistment.COMMIT_MARKABLE))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("stop the server and start it again"));
        } finally {
            configuration.setCommitMarkableResourceJNDINames(List.of());
        }
    }

    /** PostgreSQL's default: every PREPARE would fail, at the caller's commit. */
    @Test
    void aDatabaseThatMayNotPrepareIsRefused() {
        assertThat(refusal(FakePostgres.allowing(0, "42.7.14")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("max_prepared_transactions = 0"));
    }

    @Test
    void aFactoryThatDoesNotEnlistIsRefused() throws Exception {
        jms.transacted = false;
        try (AgroalDataSource pool = transactions.xaPool()) {
            assertThat(refusal(pool))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("atomicevents.jms.xa-connection-factory"));
        }
    }

    @Test
    void anAbsentBrokerIsNoReason() throws Exception {
        jms.away = true;
        try (AgroalDataSource pool = transactions.xaPool()) {
            assertThat(refusal(pool)).isEmpty();
        }
    }

    @Test
    void aDatabaseOfAnotherDialectIsRefused() throws Exception {
        try (AgroalDataSource pool = transactions.poolInForeignMode()) {
            assertThat(refusal(pool))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("MODE=PostgreSQL"));
        }
    }

    private Optional<String> refusal(DataSource pool) {
        return refusal(pool, Enlistment.TWO_PHASE);
    }

    private Optional<String> refusal(DataSource pool, Enlistment needed) {
        return new XaProbe(transactions.manager, pool, jms.factory(), needed)
                .refusal()
                .map(Refused::message);
    }
}
