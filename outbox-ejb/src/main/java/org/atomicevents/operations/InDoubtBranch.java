package org.atomicevents.operations;

import java.time.Instant;

/**
 * A prepared branch of a two-phase commit. Immutable.
 *
 * @param xid the id as the resource writes it: the database's gid, or format, global and branch part in hexadecimal; null if the
 *     resource could not be queried
 * @param node the node identifier of the transaction manager that prepared it; null if it is not a transaction of this kind of
 *     transaction manager
 * @param preparedAt the time of the prepare, by the resource's clock; null if the resource does not record it
 * @param ageSeconds the seconds since then, by the resource's clock; NaN if the resource does not record it
 * @param explanation the reason for the resolution, in a sentence for an operator
 * @param command the exact command for the operator; null if nothing is to be done
 */
public record InDoubtBranch(
        Resource resource,
        String xid,
        String node,
        Instant preparedAt,
        double ageSeconds,
        Resolution resolution,
        String explanation,
        String command) {

    /** The resource that holds the branch. */
    public enum Resource {
        DATABASE,
        BROKER
    }

    /** The future of a branch. */
    public enum Resolution {
        /** Its transaction is running in this server right now. */
        IN_PROGRESS,
        /** The decision to commit is in the transaction log; recovery commits it. */
        WILL_COMMIT,
        /** Of this node and without a decision; recovery rolls it back. */
        WILL_ROLL_BACK,
        /** Only the command ends it. */
        NEEDS_OPERATOR
    }
}
