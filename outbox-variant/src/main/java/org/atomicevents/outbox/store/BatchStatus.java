package org.atomicevents.outbox.store;

import java.util.Map;

/** How some entries that were handed off stand in the outbox at one moment. */
public final class BatchStatus {

    /**
     * @param ours whether this server still holds it, for long enough
     * @param behind whether an older entry of its subject is there that was not asked about
     */
    record Place(boolean ours, boolean behind) {}

    private final Map<Long, Place> places;

    BatchStatus(Map<Long, Place> places) {
        this.places = Map.copyOf(places);
    }

    /** Somebody else has delivered it. */
    public boolean isGone(Entry entry) {
        return !places.containsKey(entry.seq());
    }

    public boolean isOurs(Entry entry) {
        return !isGone(entry) && places.get(entry.seq()).ours();
    }

    public boolean isBehind(Entry entry) {
        return !isGone(entry) && places.get(entry.seq()).behind();
    }
}
