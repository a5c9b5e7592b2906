package org.atomicevents.dualwrite.store;

/** What the main database says became of a transaction. */
public enum TransactionStatus {
    COMMITTED,

    /** Rolled back, by whomever; nothing of it will ever be there. */
    ABORTED,

    /** Open or prepared: nobody knows yet. */
    IN_PROGRESS,

    /** So long ago that the database keeps no record of it. */
    FORGOTTEN,

    /** Of another database, or of a time line that a promotion or a restore has left: its number now means something else. */
    FOREIGN
}
