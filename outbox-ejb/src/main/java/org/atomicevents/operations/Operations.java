package org.atomicevents.operations;

import java.util.List;

/**
 * What an operator can ask of the outbox and do to it; a bean offered by the module that has the outbox.
 *
 * <p>Thread-safe. Every call is a short transaction of its own, whatever transaction the caller has, and is durable when
 * it returns. All throw {@link IllegalStateException} if the database cannot be asked.
 */
public interface Operations {

    /** How many entries wait to be sent; parked ones are not counted. */
    long pending();

    /** At most {@code limit} parked entries, oldest first. */
    List<ParkedEntry> parked(int limit);

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
