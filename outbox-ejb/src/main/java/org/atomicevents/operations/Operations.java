package org.atomicevents.operations;

import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;

/**
 * What an operator can ask of the entries that wait and do to those that were given up; inject it for those of all strategies.
 *
 * <p>Thread-safe. Every call is a short transaction of its own, whatever transaction the caller has, and is durable when
 * it returns. All throw {@link IllegalStateException} if the database cannot be asked.
 */
public interface Operations {

    /** How many entries wait to be sent; parked ones are not counted. */
    long pending();

    /** At most {@code limit} parked entries, oldest first. */
    List<ParkedEntry> parked(int limit);

    /** The event of an entry that waits or is parked; empty if there is none with this id. */
    Optional<Event> inspect(String eventId);

    /**
     * Puts a parked entry back in line with its attempts forgotten; it and then its subject move with the next pass.
     *
     * @return false if no parked entry has this event id
     */
    boolean replay(String eventId);

    /**
     * Deletes a parked entry: its event is never delivered; its subject moves on.
     *
     * @return false if no parked entry has this event id
     */
    boolean discard(String eventId);
}
