package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.coordinator.ActionManager;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.StateStatus;
import com.arjuna.ats.arjuna.objectstore.StoreManager;

/** The transaction manager of this JVM and its log, in any kind of store. */
final class TransactionLog implements Decisions {

    /** The places in the log of this server's transactions, and of those that a remote server asked it to take part in. */
    private static final String[] TYPES = {
        "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction",
        "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction/SubordinateAtomicAction/JCA"
    };

    @Override
    public Knowledge of(Uid transaction) {
        // First the log: a transaction that ends in between is then taken for a running one, never for an orphan.
        boolean logged = isLogged(transaction);
        if (ActionManager.manager().get(transaction) != null) {
            return Knowledge.RUNNING;
        }
        return logged ? Knowledge.DECIDED : Knowledge.NONE;
    }

    private static boolean isLogged(Uid transaction) {
        try {
            for (String type : TYPES) {
                if (StoreManager.getRecoveryStore().currentState(transaction, type) == StateStatus.OS_COMMITTED) {
                    return true;
                }
            }
            return false;
        } catch (ObjectStoreException e) {
            throw new IllegalStateException("The transaction log cannot be read", e);
        }
    }
}
