package org.atomicevents.eventsourcing.store;

import java.net.URI;
import org.atomicevents.Event;

/** Short events for tests: the subject is the letter before the number in the id, {@code a1} is about {@code a}. */
public final class Events {

    private Events() {}

    public static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", id.substring(0, 1), "{\"" + id + "\":1}");
    }
}
