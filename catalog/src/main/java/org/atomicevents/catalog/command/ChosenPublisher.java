package org.atomicevents.catalog.command;

import java.util.function.UnaryOperator;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;

/**
 * The publisher a request asked for and the name it asked by; the name goes to the ledger, the command does not look at it.
 *
 * @param trace what the request's events continue, such as a distributed trace
 */
public record ChosenPublisher(String strategy, EventPublisher publisher, UnaryOperator<Event> trace) {

    /** The event as it is to be told. */
    Event traced(Event event) {
        return trace.apply(event);
    }
}
