package org.atomicevents.outbox.store;

/**
 * A place in line. Immutable.
 *
 * @param shard the part of the outbox that the subject belongs to
 * @param subject the line
 * @param seq the order within the line
 */
public record Place(int shard, String subject, long seq) {}
