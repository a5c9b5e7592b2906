package org.atomicevents.xa;

import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;

/**
 * The guarantees of the strategies, which are known without an instance. None guarantees order per subject: the database commits before the
 * broker and frees the row, so the next change of the same subject may reach the broker before this one, most of all while this
 * one is in doubt.
 */
public final class XaGuarantees {

    private static final String RECOVERY = "the transaction manager's recovery (its period and backoff)";
    private static final String ROW_LOST =
            "the database crashes between the log's write and its own commit, which loses the row and not the event";
    private static final String LOG_LOST = "the transaction log is lost while a transaction is in doubt";

    /**
     * The two commits are atomic but not isolated: if the database does not answer the commit, the transaction manager goes on
     * to the broker, and a consumer may run before the row is visible.
     */
    public static final Guarantees XA = Guarantees.admitting(Anomaly.EARLY, Anomaly.REORDER, Anomaly.IN_DOUBT)
            .losesOnlyIf(LOG_LOST)
            .recoveryBoundedBy(RECOVERY);

    /**
     * The database commits after the broker is prepared and before the decision is logged: a server that dies in between comes
     * back to a prepared message without a decision, and recovery rolls it back.
     */
    public static final Guarantees LAST_RESOURCE =
            Guarantees.admitting(Anomaly.LOST, Anomaly.REORDER).recoveryBoundedBy(RECOVERY);

    /**
     * The decision is logged, then the database commits, together with a row that shows recovery that it did. But a commit
     * that is not answered is taken for one that happened, and the broker is committed: if the database crashed before it, the event
     * is delivered without its row; if it was only slow, before its row.
     */
    public static final Guarantees COMMIT_MARKABLE = Guarantees.admitting(Anomaly.EARLY, Anomaly.REORDER)
            .losesOnlyIf(LOG_LOST + ", or " + ROW_LOST)
            .recoveryBoundedBy(RECOVERY);

    private XaGuarantees() {}
}
