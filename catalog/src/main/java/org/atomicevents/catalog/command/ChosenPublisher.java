package org.atomicevents.catalog.command;

import java.util.function.UnaryOperator;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;

/**
 * The publisher that a request named. Immutable.
 *
 * @param strategy its name; it goes to the ledger
 * @param trace adds the request's distributed trace to an event
 */
public record ChosenPublisher(String strategy, EventPublisher publisher, UnaryOperator<Event> trace) {

    /** The event as it is to be published. */
    Event traced(Event event) {
        return trace.apply(event);
    }
}
