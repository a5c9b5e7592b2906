package org.atomicevents.outbox.store;

import java.util.Map;

/** The status of some entries that were handed off, at one moment. Immutable. */
public final class BatchStatus {

    /** The status of one entry. */
    public enum EntryStatus {
        /** It is no longer in the outbox: somebody else has delivered it. */
        GONE,
        /** This server does not hold it any more, or not for long enough. */
        TAKEN,
        /** This server holds it, but an older entry of its subject is there that is not in the batch. */
        BEHIND,
        /** This server holds it, and no older entry of its subject is there outside of the batch. */
        FIRST;

        static EntryStatus of(boolean held, boolean behind) {
            if (!held) {
                return TAKEN;
            }
            return behind ? BEHIND : FIRST;
        }
    }

    private final Map<Long, EntryStatus> bySeq;

    /** @param bySeq the entries that are there */
    BatchStatus(Map<Long, EntryStatus> bySeq) {
        this.bySeq = Map.copyOf(bySeq);
    }

    public EntryStatus of(Entry entry) {
        return bySeq.getOrDefault(entry.seq(), EntryStatus.GONE);
    }
}
