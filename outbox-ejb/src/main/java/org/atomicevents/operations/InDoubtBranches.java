package org.atomicevents.operations;

import java.util.List;

/**
 * The branches of two-phase commits that are prepared and not ended, with what will become of each. There where the XA module
 * is deployed: inject {@code Instance<InDoubtBranches>}.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface InDoubtBranches {

    /**
     * Those of the database and of the broker, oldest first, whoever prepared them. Asks both, outside the caller's
     * transaction; changes nothing. Branches of transactions that are just being committed are among them.
     *
     * @throws IllegalStateException if the database cannot be asked. A broker that cannot be asked is told by one entry without an
     *     {@link InDoubtBranch#xid() xid}
     */
    List<InDoubtBranch> all();
}
