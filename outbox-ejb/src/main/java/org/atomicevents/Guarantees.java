package org.atomicevents;

/**
 * What a strategy promises when any process may die at any step. Data, not prose: the harness judges each run against
 * exactly this sheet; a broken promise is a violation, an admitted weakness is shown as such.
 *
 * @param mayLose a committed change may never be announced (LOST)
 * @param mayAnnounceUncommitted a change that rolled back may be announced (PHANTOM)
 * @param mayArriveEarly a consumer may run before the change is visible in the database (EARLY)
 * @param mayDuplicateAtBroker the broker may receive an event more than once (DUP-BROKER); the inbox absorbs it
 * @param keepsOrderPerSubject events of one subject arrive in the order of their commits, across all server instances
 * @param mayLeaveLocksInDoubt a crash may leave prepared branches that hold database locks until recovery (IN-DOUBT)
 * @param losesOnlyIf what else than a crash loses events although {@code mayLose} is false, e.g. "the journal's disk is lost";
 *     empty if nothing
 * @param recoveryBoundedBy what ends the delay after a crash, for a reader, e.g. "the claim's lease"
 */
public record Guarantees(
        boolean mayLose,
        boolean mayAnnounceUncommitted,
        boolean mayArriveEarly,
        boolean mayDuplicateAtBroker,
        boolean keepsOrderPerSubject,
        boolean mayLeaveLocksInDoubt,
        String losesOnlyIf,
        String recoveryBoundedBy) {}
