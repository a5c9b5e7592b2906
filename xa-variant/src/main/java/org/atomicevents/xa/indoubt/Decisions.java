package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.Uid;

/** The knowledge of this server's transaction manager about the outcome of transactions. Thread-safe. */
@FunctionalInterface
interface Decisions {

    Knowledge of(Uid transaction);

    enum Knowledge {
        /** It is running, or just being committed. */
        RUNNING,
        /** The decision to commit is in the log. */
        DECIDED,
        /** Nothing: it was never decided, or is another server's. */
        NONE
    }
}
