package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Strategy;
import org.atomicevents.operations.Vitals;
import org.atomicevents.tests.inside.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A suspended server skips the timers of its executors; relays that live by them have to go on when it resumes. */
class SuspendIT extends LiveContract {

    /** Many periods of a relay; it has missed a timer by then. */
    private static final double STANDSTILL_SECONDS = 1;

    @Inject
    @Strategy("outbox-polling")
    EventPublisher polling;

    @Inject
    @Strategy("event-sourcing")
    EventPublisher sourcing;

    @Inject
    Vitals vitals;

    private final Server server = new Server();

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-polling", SuspendIT.class);
    }

    @AfterEach
    void resume() {
        server.resume();
    }

    @Test
    void theOutboxsRelayGoesOnWhenTheServerResumes() {
        goesOn(polling);
    }

    @Test
    void theEventStoresRelayGoesOnWhenTheServerResumes() {
        goesOn(sourcing);
    }

    private void goesOn(EventPublisher publisher) {
        Event event = event("published while the server is suspended");
        server.suspend();
        await().atMost(Duration.ofSeconds(30)).until(() -> sinceLastPass() > STANDSTILL_SECONDS);
        scopes.required(() -> publisher.publish(event));
        server.resume();
        assertThat(deliveries.next()).isEqualTo(event);
    }

    /** Of one relay; all have the same period. */
    private double sinceLastPass() {
        return vitals.all().get("outbox-polling").stream()
                .filter(vital -> vital.name().equals("relay.last-pass.age"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
