package org.atomicevents.broker;

import org.atomicevents.operations.Operations;

/**
 * The messages of one destination that their consumer refused for good, as entries that are parked. A replay sends the message to the
 * destination again, as a new one with all that the old one said; it comes after the later events of its subject. Thread-safe.
 *
 * <p>Every call asks the broker over a connection of its own, outside any JTA transaction, and throws {@link IllegalStateException} if it
 * cannot be reached. What was replayed or discarded is durable when the call returns; a JVM that dies in the middle leaves all or nothing.
 * A message that is no event has the broker's message id as its event id, and {@code no-event} as its source.
 */
public interface DeadLetterQueue extends Operations {

    /** The strategy of their {@link org.atomicevents.operations.ParkedEntry entries}, which have none. */
    String ID = "dead-letters";

    /** How many there are, counted up to {@code most}. */
    int count(int most);
}
