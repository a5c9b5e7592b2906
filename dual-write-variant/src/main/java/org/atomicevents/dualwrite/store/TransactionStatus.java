package org.atomicevents.dualwrite.store;

/** The outcome of a transaction, as the main database knows it. */
public enum TransactionStatus {
    COMMITTED,

    /** Rolled back; nothing of it will ever be there. */
    ABORTED,

    /** Open or prepared: the outcome is not decided yet. */
    IN_PROGRESS,

    /** So long ago that the database keeps no record of it. */
    FORGOTTEN,

    /** Of another database, or of a time line that a promotion or a restore has left: its number now means something else. */
    FOREIGN
}
