package org.atomicevents.eventsourcing;

/**
 * The state of one stream at one version. Immutable if the state is.
 *
 * @param version of the last event in {@code state}; 0 if the stream has none
 */
public record Aggregate<S>(String stream, long version, S state) {

    public boolean isEmpty() {
        return version == 0;
    }
}
