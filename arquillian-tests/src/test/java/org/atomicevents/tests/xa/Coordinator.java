package org.atomicevents.tests.xa;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.objectstore.StoreManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;

/** The server's transaction manager in this JVM, with a recovery that runs when it is asked to. One per JVM. */
final class Coordinator {

    static final String NODE = "in-test";

    private static final String LOG = "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction";

    final TransactionManager transactions;
    private final RecoveryManager recovery;
    private final XARecoveryModule resources;

    Coordinator() throws CoreEnvironmentBeanException {
        String store = "target/rig/object-store-" + UUID.randomUUID();
        for (String part : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + part + "objectStoreDir", store);
        }
        arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(NODE);
        var recovering = recoveryPropertyManager.getRecoveryEnvironmentBean();
        recovering.setRecoveryModuleClassNames(
                List.of(AtomicActionRecoveryModule.class.getName(), XARecoveryModule.class.getName()));
        recovering.setExpiryScannerClassNames(List.of());
        recovering.setRecoveryActivatorClassNames(List.of());
        recovering.setRecoveryBackoffPeriod(1);
        var jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(List.of(NODE));
        jta.setOrphanSafetyInterval(1);
        jta.setXaResourceOrphanFilterClassNames(List.of(
                JTATransactionLogXAResourceOrphanFilter.class.getName(),
                JTANodeNameXAResourceOrphanFilter.class.getName()));
        transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        recovery = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        recovery.initialize();
        resources = recovery.getModules().stream()
                .filter(XARecoveryModule.class::isInstance)
                .map(XARecoveryModule.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Makes two whole recovery passes; the second may roll back branches that the first only noticed. */
    void recover(XADataSource from) throws SQLException {
        XAConnection connection = from.getXAConnection();
        var helper = new XAResourceRecoveryHelper() {
            @Override
            public boolean initialise(String ignored) {
                return true;
            }

            @Override
            public XAResource[] getXAResources() {
                try {
                    return new XAResource[] {connection.getXAResource()};
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        resources.addXAResourceRecoveryHelper(helper);
        try {
            recovery.scan();
            recovery.scan();
        } finally {
            resources.removeXAResourceRecoveryHelper(helper);
            connection.close();
        }
    }

    /** The number of transactions in the log that are decided, or given up, and not finished. */
    static int records() throws Exception {
        var uids = new InputObjectState();
        int count = 0;
        if (StoreManager.getRecoveryStore().allObjUids(LOG, uids)) {
            while (uids.notempty()
                    && com.arjuna.ats.internal.arjuna.common.UidHelper.unpackFrom(uids)
                            .notEquals(Uid.nullUid())) {
                count++;
            }
        }
        return count;
    }
}
