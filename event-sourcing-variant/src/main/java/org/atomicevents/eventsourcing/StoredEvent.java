package org.atomicevents.eventsourcing;

import org.atomicevents.Event;

/**
 * An event in the store.
 *
 * @param position its place among all events, without gaps, the same for every reader: a stream's events by version, and what
 *     was committed before another's transaction began before that other; 0 as long as it has none, which is until shortly
 *     after its commit
 * @param version its place in its stream, from 1, without gaps
 */
public record StoredEvent(long position, String stream, long version, Event event) {}
