package org.atomicevents.tests.unknown;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.EventPublisher;
import org.atomicevents.Strategy;

/** A mistake that must not deploy. */
@ApplicationScoped
public class AsksForAnUnknownStrategy {

    @Inject
    @Strategy("carrier-pigeon")
    EventPublisher publisher;
}
