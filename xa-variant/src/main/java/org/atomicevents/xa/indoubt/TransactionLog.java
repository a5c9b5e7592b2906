package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.coordinator.ActionManager;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.StateStatus;
import com.arjuna.ats.arjuna.objectstore.StoreManager;

/** The log of this JVM's transaction manager, in any kind of store. */
final class TransactionLog implements Decisions {

    /** The types under which the log keeps transactions of this server, and those that a remote server has imported into it. */
    private static final String[] TYPES = {
        "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction",
        "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction/SubordinateAtomicAction/JCA"
    };

    @Override
    public Knowledge of(Uid transaction) {
        // The log is read first: a transaction that ends in between then counts as logged, never as an orphan.
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
