package org.atomicevents.eventsourcing.relay;

import org.atomicevents.relay.PassResult;

/**
 * The work of one pass of the relay. Immutable.
 *
 * @param sent events that are at the broker
 * @param retried subjects that wait until their first event is tried again
 * @param parked subjects that wait for an operator
 * @param fenced whether another relay has taken the claim over meanwhile, because this one outlived it
 * @param result the decision how soon the next one follows
 */
public record Pass(int sent, int retried, int parked, boolean fenced, PassResult result) {

    static Pass nothing(PassResult result) {
        return new Pass(0, 0, 0, false, result);
    }
}
