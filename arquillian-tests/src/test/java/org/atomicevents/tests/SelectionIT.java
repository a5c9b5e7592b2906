package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.Strategies;
import org.atomicevents.Strategy;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** Configuration chooses the strategy of plain injection points, the qualifier that of others. */
class SelectionIT extends LiveContract {

    @Inject
    EventPublisher configured;

    @Inject
    @Strategy("dual-write")
    EventPublisher dualWrite;

    @Inject
    @Strategy("xa")
    EventPublisher xa;

    @Inject
    Strategies strategies;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-polling", SelectionIT.class);
    }

    @Test
    void configurationChoosesForPlainInjectionPoints() {
        assertThat(configured.guarantees()).isEqualTo(guaranteesOf("outbox-polling"));
    }

    @Test
    void theQualifierChoosesAnother() {
        assertThat(dualWrite.guarantees()).isEqualTo(guaranteesOf("dual-write")).isNotEqualTo(configured.guarantees());
        assertThat(xa.guarantees()).isEqualTo(guaranteesOf("xa")).isNotEqualTo(configured.guarantees());
    }

    @Test
    void severalStrategiesDeliverSideBySide() {
        for (EventPublisher publisher : List.of(configured, dualWrite, xa)) {
            Event event = event("through one of several");
            scopes.required(() -> publisher.publish(event));
            assertThat(deliveries.next()).isEqualTo(event);
        }
    }

    @Test
    void theStrategiesPresentAreListedWithTheConfiguredOneAsDefault() {
        assertThat(strategies.all())
                .filteredOn(Strategies.Offer::available)
                .extracting(Strategies.Offer::id)
                .contains("dual-write", "outbox-polling", "xa")
                .isSorted();
        assertThat(strategies.all()).allMatch(offer -> offer.available() == (offer.refusal() == null));
        assertThat(strategies.all())
                .filteredOn(Strategies.Offer::isDefault)
                .extracting(Strategies.Offer::id)
                .containsExactly("outbox-polling");
    }

    /** On an XA data source neither could keep its guarantees. */
    @Test
    void aStrategyThatNeedsAnotherDataSourceIsRefusedWithTheScriptThatMakesIt() {
        assertThat(offer("xa-last-resource").refusal())
                .contains("is an XA data source", "datasource-last-resource.cli");
        assertThat(offer("xa-commit-markable").refusal())
                .contains("is an XA data source", "datasource-commit-markable.cli");
    }

    private Guarantees guaranteesOf(String id) {
        return offer(id).guarantees();
    }

    private Strategies.Offer offer(String id) {
        return strategies.all().stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
