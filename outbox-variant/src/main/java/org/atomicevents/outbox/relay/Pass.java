package org.atomicevents.outbox.relay;

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
public record Pass(int claimed, int settled, int retried, int parked, int fenced, Ended ended) {

    public enum Ended {
        /** Nothing more to claim now. */
        IDLE,
        /** The batch was full; there may be more at once. */
        FULL,
        /** Nothing was claimed, because another relay was claiming at this moment. */
        CONTENDED,
        /** The broker could not be reached. */
        UNREACHABLE
    }

    public boolean full() {
        return ended == Ended.FULL;
    }

    public boolean unreachable() {
        return ended == Ended.UNREACHABLE;
    }
}
