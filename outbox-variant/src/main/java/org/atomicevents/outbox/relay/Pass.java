package org.atomicevents.outbox.relay;

/**
 * What one pass of a relay did.
 *
 * @param claimed entries taken
 * @param settled entries that are at the broker and gone from the outbox
 * @param retried entries the broker refused and that will be tried again
 * @param parked entries the broker refused for the last time
 * @param fenced entries that another relay has taken meanwhile, because this one outlived its claim
 * @param full whether there may be more to claim at once
 * @param unreachable whether the broker could not be reached
 */
public record Pass(int claimed, int settled, int retried, int parked, int fenced, boolean full, boolean unreachable) {}
