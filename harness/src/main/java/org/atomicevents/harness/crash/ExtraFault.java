package org.atomicevents.harness.crash;

import org.atomicevents.harness.fault.Fault;
import org.atomicevents.harness.trace.CrashPoint;

/**
 * A case beside those that the trace finds: what a strategy says it cannot survive, done to it, so that the loss it admits
 * is seen.
 *
 * @param name of the case, in lower case with dashes; its id is {@code strategy/name}
 * @param at the crash point at which the command is held while {@code fault} strikes; must be a traced step
 * @param fault which ends with the server killed, because the case goes on with a restart
 */
record ExtraFault(String name, CrashPoint at, Fault fault) {

    static ExtraFault at(String point, String name, Fault fault) {
        return new ExtraFault(name, CrashPoint.parse(point), fault);
    }
}
