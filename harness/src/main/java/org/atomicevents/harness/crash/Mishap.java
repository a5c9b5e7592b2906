package org.atomicevents.harness.crash;

import org.atomicevents.harness.fault.Fault;
import org.atomicevents.harness.trace.Point;

/**
 * A case beside those that the trace finds: what a strategy says it cannot survive, done to it, so that the loss it admits
 * is seen.
 *
 * @param name of the case, in lower case with dashes; its id is {@code strategy/name}
 * @param at where the command is held while {@code fault} strikes; must be a traced step
 * @param fault which ends with the server killed, because the case goes on with a restart
 */
record Mishap(String name, Point at, Fault fault) {

    static Mishap at(String point, String name, Fault fault) {
        return new Mishap(name, Point.parse(point), fault);
    }
}
