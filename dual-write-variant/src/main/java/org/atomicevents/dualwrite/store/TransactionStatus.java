package org.atomicevents.dualwrite.store;

/** The status of a transaction in the main database. */
public enum TransactionStatus {
    COMMITTED,

    /** Rolled back: nothing of it will ever be in the database. */
    ABORTED,

    /** Open or prepared: not decided yet. */
    IN_PROGRESS,

    /** Ended so long ago that the database keeps no record of it. */
    FORGOTTEN,

    /** Of another database, or of a time line that a promotion or a restore has left: its number now means something else. */
    FOREIGN
}
