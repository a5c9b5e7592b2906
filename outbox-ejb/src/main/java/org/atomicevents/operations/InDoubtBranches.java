package org.atomicevents.operations;

import java.util.List;

/**
 * The branches of two-phase commits that are prepared and not ended, each with its future. Present only if the XA module is
 * deployed: inject {@code Instance<InDoubtBranches>}.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface InDoubtBranches {

    /**
     * The branches of the database and of the broker, oldest first, of all transaction managers. Queries both, outside the caller's
     * transaction; changes nothing. Branches of transactions that are just being committed are among them.
     *
     * @throws IllegalStateException if the database cannot be queried. If the broker cannot be queried, one entry without an
     *     {@link InDoubtBranch#xid() xid} says so
     */
    List<InDoubtBranch> all();
}
