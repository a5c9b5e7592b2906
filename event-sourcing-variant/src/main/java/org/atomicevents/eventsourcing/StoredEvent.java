package org.atomicevents.eventsourcing;

import org.atomicevents.Event;

/**
 * An event in the store. Immutable.
 *
 * @param position the place among all events, from 1 without gaps, the same for every reader; a stream's events follow in the
 *     order of their versions, and an event that was committed before another's transaction began comes before that one; 0
 *     until it is given, shortly after the commit
 * @param version the place in its stream, from 1, without gaps
 */
public record StoredEvent(long position, String stream, long version, Event event) {}
