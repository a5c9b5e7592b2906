package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.Uid;

/** What this server's transaction manager knows of a transaction. Thread-safe. */
@FunctionalInterface
interface Decisions {

    /** Its knowledge at this moment. */
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
