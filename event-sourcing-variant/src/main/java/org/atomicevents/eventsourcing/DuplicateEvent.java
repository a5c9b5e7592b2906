package org.atomicevents.eventsourcing;

import org.atomicevents.Event;

/** The store holds an event with this id and source already; the transaction can only roll back. */
public class DuplicateEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DuplicateEvent(Event event, Throwable cause) {
        super(
                "Event %s of %s is in the store already: an id is used once; look at what the first one did"
                        .formatted(event.id(), event.source()),
                cause);
    }
}
