package org.atomicevents.operations;

import java.time.Instant;

/**
 * One prepared branch.
 *
 * @param xid as the resource writes it: the database's gid, or format, global and branch part in hexadecimal; null if the
 *     resource could not be asked
 * @param node the node identifier of the transaction manager that prepared it; null if it is not a transaction of this kind of
 *     transaction manager
 * @param preparedAt by the resource's clock; null if it does not tell
 * @param ageSeconds since then, by the resource's clock; NaN if it does not tell
 * @param explanation why this verdict, in a sentence for an operator
 * @param command what the operator runs, exactly; null if nothing is to be done
 */
public record InDoubtBranch(
        Resource resource,
        String xid,
        String node,
        Instant preparedAt,
        double ageSeconds,
        Verdict verdict,
        String explanation,
        String command) {

    /** Which side holds it. */
    public enum Resource {
        DATABASE,
        BROKER
    }

    /** What will become of a branch. */
    public enum Verdict {
        /** Its transaction is running in this server right now. */
        IN_PROGRESS,
        /** The decision to commit is in the transaction log; recovery commits it. */
        WILL_COMMIT,
        /** Of this node and without a decision; recovery rolls it back. */
        WILL_ROLL_BACK,
        /** Nothing will end it but the command. */
        NEEDS_OPERATOR
    }
}
