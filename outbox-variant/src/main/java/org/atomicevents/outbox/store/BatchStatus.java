package org.atomicevents.outbox.store;

import java.util.Map;

/** The status of some entries that were handed off, at one moment. Immutable. */
public final class BatchStatus {

    /** The status of one entry. */
    public enum EntryStatus {
        /** It is no longer in the outbox: somebody else has delivered it or put it aside. */
        GONE,
        /** Its reservation, which is this server's, has ended or does not last for long enough. */
        TAKEN,
        /** It is reserved for this server, but an older entry of its subject is there that is not in the batch. */
        BEHIND,
        /** It is reserved for this server, and no older entry of its subject is there outside of the batch. */
        FIRST
    }

    private final Map<Long, Boolean> held;
    private final Map<String, Long> outsiders;

    /**
     * @param held the entries that are there, and whether they are reserved for long enough
     * @param outsiders for the subjects that have one, the first entry outside of the batch
     */
    BatchStatus(Map<Long, Boolean> held, Map<String, Long> outsiders) {
        this.held = Map.copyOf(held);
        this.outsiders = Map.copyOf(outsiders);
    }

    public EntryStatus of(Entry entry) {
        Boolean isHeld = held.get(entry.seq());
        if (isHeld == null) {
            return EntryStatus.GONE;
        }
        if (!isHeld) {
            return EntryStatus.TAKEN;
        }
        Long outsider = outsiders.get(entry.place().subject());
        return outsider != null && outsider < entry.seq() ? EntryStatus.BEHIND : EntryStatus.FIRST;
    }
}
