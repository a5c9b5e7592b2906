package org.atomicevents.eventsourcing;

import org.atomicevents.Event;

/**
 * The rule that makes the state of an aggregate from the events of its stream. Pure and thread-safe: the same events give the
 * same state.
 *
 * @param <S> the state, immutable
 */
public interface Fold<S> {

    /** The name that snapshots are kept under; stable for ever; at most 100 characters. */
    String name();

    /**
     * The version of the rule; raised whenever the same events give another state or another form of snapshot. Older snapshots
     * are then ignored.
     */
    int version();

    /** The state before any event. */
    S initial();

    /** The state after one more event; has to accept every event that has happened. */
    S after(S state, Event event);

    /** The snapshot of a state. */
    byte[] write(S state);

    /**
     * The state in a snapshot that {@link #write} of the same {@link #version} made. May throw if it cannot read it; the stream
     * is then folded from its beginning.
     */
    S read(byte[] snapshot);
}
