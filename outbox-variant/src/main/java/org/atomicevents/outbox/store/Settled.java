package org.atomicevents.outbox.store;

/**
 * What a settlement did, and what was read right after it. Immutable.
 *
 * @param deleted the number of entries
 * @param next null if nothing was to be read
 */
public record Settled(int deleted, Batch next) {}
