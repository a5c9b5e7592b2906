package org.atomicevents.harness.fault;

import org.atomicevents.harness.history.Observation.FaultFired;

/** The application server dies at once; what it has handed to the operating system still arrives. */
public final class ServerKilled implements Fault {

    @Override
    public String name() {
        return FaultFired.KILL;
    }

    @Override
    public String process() {
        return "application";
    }

    @Override
    public void strike(Situation situation) {
        situation.stack().wildfly().kill();
    }
}
