package org.atomicevents.catalog.web;

import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;

/** Another publisher, whose events continue the trace of one request. */
record TracedPublisher(EventPublisher publisher, TraceContext trace) implements EventPublisher {

    @Override
    public void publish(Event event) {
        publisher.publish(trace.on(event));
    }

    @Override
    public Guarantees guarantees() {
        return publisher.guarantees();
    }
}
