package org.atomicevents.harness.fault;

import org.atomicevents.harness.stack.Wildfly;

/** Something that happens to a process while its traced threads are held. Stateless. */
public interface Fault {

    /** As it is recorded, e.g. {@code SIGKILL}. */
    String name();

    /** The process it happens to, as its lane is called. */
    String process();

    /** Does it; returns when it has happened. */
    void strike(Wildfly server);
}
