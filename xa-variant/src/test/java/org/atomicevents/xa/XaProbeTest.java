package org.atomicevents.xa;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.Optional;
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
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("not an XA data source").contains("xa-data-source"));
        }
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

    private Optional<String> refusal(AgroalDataSource pool) {
        return new XaProbe(transactions.manager, pool, jms.factory()).refusal();
    }
}
