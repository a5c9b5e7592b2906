package org.atomicevents.outbox.store;

import org.atomicevents.Event;

/**
 * One claimed outbox row.
 *
 * @param seq its place in line
 * @param attempts how often the broker has refused it so far
 */
public record Entry(long seq, Event event, int attempts) {}
