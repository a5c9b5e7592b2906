package org.atomicevents.outbox.relay;

import org.atomicevents.relay.PassResult;

/**
 * What one pass of a relay did.
 *
 * @param claimed entries taken
 * @param settled entries that are at the broker and gone from the outbox
 * @param retried entries the broker refused and that will be tried again
 * @param parked entries the broker refused for the last time
 * @param fenced entries that another relay has taken meanwhile, because this one outlived its claim
 * @param ended what it says about the next one
 */
public record Pass(int claimed, int settled, int retried, int parked, int fenced, PassResult ended) {

    public boolean full() {
        return ended == PassResult.FULL;
    }

    public boolean unreachable() {
        return ended == PassResult.UNREACHABLE;
    }
}
