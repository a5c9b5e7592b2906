package org.atomicevents.operations;

import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;

/**
 * The operator's access to the entries that wait or are parked; inject it for the entries of all strategies.
 *
 * <p>An entry is named as its event is: by source and id together, an id alone may be another source's too.
 *
 * <p>Thread-safe. Every call is a short transaction of its own, whatever transaction the caller has, and is durable when
 * it returns. All throw {@link IllegalStateException} if the database cannot be queried.
 */
public interface Operations {

    /** The number of entries that wait to be sent; parked ones are not counted. */
    long pending();

    /** At most {@code limit} parked entries, oldest first. */
    default List<ParkedEntry> parked(int limit) {
        return parked(ParkedFilter.ANY, limit);
    }

    /** At most {@code limit} parked entries that match, oldest first. */
    List<ParkedEntry> parked(ParkedFilter filter, int limit);

    /** The event of an entry that waits or is parked; empty if there is none of this name. */
    Optional<Event> inspect(String source, String eventId);

    /**
     * Lets the relay try a parked entry again, with its attempts reset; the entry and then its subject go on with the next pass.
     *
     * @return false if no parked entry has this name
     */
    boolean replay(String source, String eventId);

    /**
     * Deletes a parked entry: its event is never delivered; its subject goes on.
     *
     * @return false if no parked entry has this name
     */
    boolean discard(String source, String eventId);

    /**
     * Replays a batch: the oldest {@code limit} entries that match, as {@link #replay(String, String)} does each; if it throws, some of
     * them may be done. Call it again until there is none left; an entry that is parked anew meanwhile matches again, unless
     * {@link ParkedFilter#parkedBefore()} keeps it out.
     *
     * @return the number of entries replayed
     */
    default int replay(ParkedFilter filter, int limit) {
        return (int) parked(filter, limit).stream()
                .filter(entry -> replay(entry.source(), entry.eventId()))
                .count();
    }

    /** Discards a batch, as {@link #replay(ParkedFilter, int)} replays one. */
    default int discard(ParkedFilter filter, int limit) {
        return (int) parked(filter, limit).stream()
                .filter(entry -> discard(entry.source(), entry.eventId()))
                .count();
    }
}
