package org.atomicevents.outbox.relay;

import org.atomicevents.relay.PassResult;

/**
 * The outcome of one pass of a relay. Immutable.
 *
 * @param claimed entries taken
 * @param settled entries that are at the broker and gone from the outbox
 * @param retried entries the broker refused and that will be tried again
 * @param parked entries the broker refused for the last time
 * @param fenced entries that another relay has sent and deleted meanwhile, because this one outlived its claim
 * @param result decides how soon the next pass follows
 */
public record Pass(int claimed, int settled, int retried, int parked, int fenced, PassResult result) {

    public boolean full() {
        return result == PassResult.FULL;
    }

    public boolean unreachable() {
        return result == PassResult.UNREACHABLE;
    }
}
