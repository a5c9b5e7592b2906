package org.atomicevents.dualwrite.journal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries that a thread of this instance is still working on; what is not among them belongs to the sweeper. Thread-safe.
 *
 * <p>An entry is live from before it is written until its thread is done with it, and never again. Hence an entry that was first
 * listed and then found not to be live has no other owner.
 */
public final class LiveEntries {

    private final Set<Long> entries = ConcurrentHashMap.newKeySet();

    void begin(Collection<Long> seqs) {
        entries.addAll(seqs);
    }

    void end(Collection<Long> seqs) {
        entries.removeAll(seqs);
    }

    int size() {
        return entries.size();
    }

    /** Those of {@code written} that no thread works on. */
    List<Long> orphansOf(List<Long> written) {
        return written.stream().filter(seq -> !entries.contains(seq)).toList();
    }
}
