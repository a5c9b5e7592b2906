package org.atomicevents.harness.fault;

import org.atomicevents.harness.run.FaultName;

/** Something that happens to a process while its traced threads are held. Stateless. */
public interface Fault {

    /** As it is recorded, e.g. {@code SIGKILL}. */
    String name();

    /**
     * Whether this is what the strategy's own {@code Guarantees#losesOnlyIf} speaks of; only then may it lose.
     */
    default boolean isExtra() {
        return FaultName.isExtra(name());
    }

    /** The process it happens to, as its lane is called. */
    String process();

    /** Does it; returns when it has happened. */
    void strike(Situation situation);
}
