package org.atomicevents.eventsourcing;

import org.atomicevents.Event;

/**
 * How the events of a stream become the state of an aggregate; pure and thread-safe: the same events give the same state.
 *
 * @param <S> the state, immutable
 */
public interface Fold<S> {

    /** Stable for ever; snapshots are kept under it; at most 100 characters. */
    String name();

    /** Raised whenever the same events give another state or another form of snapshot; older snapshots are then ignored. */
    int version();

    /** Before any event. */
    S initial();

    /** After one more event; never refuses what has happened. */
    S after(S state, Event event);

    /** The state for a snapshot. */
    byte[] write(S state);

    /** What {@link #write} of the same {@link #version} wrote; may throw if it cannot read it, then the stream is folded. */
    S read(byte[] snapshot);
}
