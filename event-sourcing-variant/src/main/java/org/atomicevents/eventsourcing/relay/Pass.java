package org.atomicevents.eventsourcing.relay;

import org.atomicevents.relay.PassResult;

/**
 * What one pass of the relay did.
 *
 * @param sent events that are at the broker
 * @param retried subjects that stand still until their first event is tried again
 * @param parked subjects that stand still until an operator acts
 * @param fenced whether another relay has taken over meanwhile, because this one outlived its claim
 * @param result how it ended, which decides about the next one
 */
public record Pass(int sent, int retried, int parked, boolean fenced, PassResult result) {

    static Pass nothing(PassResult result) {
        return new Pass(0, 0, 0, false, result);
    }
}
