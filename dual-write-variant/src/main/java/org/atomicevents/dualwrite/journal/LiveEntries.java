package org.atomicevents.dualwrite.journal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries that a thread of this instance is still working on; all others are the sweeper's. Thread-safe.
 *
 * <p>An entry becomes live before it is written, stops being live when its thread is done with it, and never becomes live again.
 * So the sweeper may use an entry that is written and not live: no other thread does.
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

    /** The entries among {@code written} that no thread works on. */
    List<Long> orphansOf(List<Long> written) {
        return written.stream().filter(seq -> !entries.contains(seq)).toList();
    }
}
