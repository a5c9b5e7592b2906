package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.Uid;

/** The knowledge of this server's transaction manager about transactions. Thread-safe. */
@FunctionalInterface
interface Decisions {

    /** The knowledge about {@code transaction} at this moment. */
    Knowledge of(Uid transaction);

    enum Knowledge {
        /** It is running, or just being committed. */
        RUNNING,
        /** The decision to commit is in the log. */
        DECIDED,
        /** Not known: it was never decided, or is another server's. */
        NONE
    }
}
