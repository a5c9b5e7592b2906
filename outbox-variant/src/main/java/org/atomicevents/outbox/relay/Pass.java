package org.atomicevents.outbox.relay;

import org.atomicevents.relay.PassResult;

/**
 * The outcome of one pass of a relay. Immutable.
 *
 * @param read entries that were to be sent
 * @param settled entries that are at the broker and gone from the outbox
 * @param retried entries the broker refused and that will be tried again
 * @param parked entries the broker refused for the last time, and rows that are no event
 * @param fenced entries that another relay has sent and deleted meanwhile, because this one outlived its lease
 * @param result decides how soon the next pass follows
 */
public record Pass(int read, int settled, int retried, int parked, int fenced, PassResult result) {

    static final Pass NOTHING = new Pass(0, 0, 0, 0, 0, PassResult.IDLE);

    public boolean full() {
        return result == PassResult.FULL;
    }

    public boolean unreachable() {
        return result == PassResult.UNREACHABLE;
    }

    /** This and what followed in the same pass. */
    Pass and(Pass next) {
        return new Pass(
                read + next.read,
                settled + next.settled,
                retried + next.retried,
                parked + next.parked,
                fenced + next.fenced,
                next.unreachable() || result == PassResult.IDLE ? next.result : result);
    }
}
