package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.inbox.Inbox;
import org.atomicevents.tests.inside.ReceivedMessage;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** The guarantees of {@link Inbox}, with a live database and a live broker. */
class InboxIT extends LiveContract {

    private static final String CONSUMER = "replica";

    private final Event delivered = event("happened");
    private final String eventId = delivered.id();

    @Inject
    Inbox inbox;

    @Inject
    EventPublisher publisher;

    @Resource
    ManagedExecutorService executor;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-polling", InboxIT.class);
    }

    @Test
    void theFirstDeliveryIsTheFirstAndTheSecondIsNot() {
        assertThat(consumed(CONSUMER, delivered)).isTrue();
        assertThat(consumed(CONSUMER, delivered)).isFalse();
        assertThat(ledger.effects(eventId)).isEqualTo(1);
    }

    @Test
    void aCopyInTheSameTransactionIsNotTheFirst() {
        scopes.required(() -> {
            assertThat(inbox.firstDelivery(CONSUMER, delivered)).isTrue();
            assertThat(inbox.firstDelivery(CONSUMER, delivered)).isFalse();
        });
    }

    @Test
    void aFirstDeliveryThatRolledBackDoesNotCount() {
        scopes.required(() -> {
            assertThat(applied(CONSUMER, delivered)).isTrue();
            scopes.setRollbackOnly();
        });
        assertThat(ledger.effects(eventId)).isZero();

        assertThat(consumed(CONSUMER, delivered)).isTrue();
        assertThat(ledger.effects(eventId)).isEqualTo(1);
    }

    @Test
    void eachConsumerHasItsOwnMemory() {
        assertThat(consumed(CONSUMER, delivered)).isTrue();
        assertThat(consumed("mailer", delivered)).isTrue();
        assertThat(consumed("mailer", delivered)).isFalse();
    }

    @Test
    void withoutTransactionItIsRefusedAndRemembersNothing() {
        assertThatThrownBy(() -> inbox.firstDelivery(CONSUMER, delivered))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No active JTA transaction")
                .hasMessageContaining(eventId);

        assertThat(consumed(CONSUMER, delivered)).isTrue();
    }

    @Test
    void copiesConsumedAtTheSameTimeHaveOneEffect() throws Exception {
        List<Future<Boolean>> copies = new ArrayList<>();
        for (int copy = 0; copy < 8; copy++) {
            copies.add(executor.submit(() -> consumed(CONSUMER, delivered)));
        }

        int first = 0;
        for (Future<Boolean> copy : copies) {
            first += copy.get() ? 1 : 0;
        }
        assertThat(first).isEqualTo(1);
        assertThat(ledger.effects(eventId)).isEqualTo(1);
    }

    @Test
    void anEventThatTheBrokerDeliversAgainHasOneEffect() {
        Event happened = event("happened");
        scopes.required(() -> publisher.publish(happened));

        ReceivedMessage first = deliveries.receive();
        assertThat(consumed(CONSUMER, first.event())).isTrue();
        // The effect is committed; the acknowledgement is not, as if the consumer had died between the two.
        deliveries.giveBack();
        ReceivedMessage second = deliveries.receive();
        boolean again = consumed(CONSUMER, second.event());
        deliveries.acknowledge();

        assertThat(second.redelivered()).isTrue();
        assertThat(second.event()).isEqualTo(happened);
        assertThat(again).isFalse();
        assertThat(ledger.effects(happened.id())).isEqualTo(1);
    }

    /** One delivery as a message-driven bean would handle it: inbox and effect in one transaction. */
    private boolean consumed(String consumer, Event event) {
        var first = new AtomicBoolean();
        scopes.requiresNew(() -> first.set(applied(consumer, event)));
        return first.get();
    }

    private boolean applied(String consumer, Event event) {
        boolean first = inbox.firstDelivery(consumer, event);
        if (first) {
            ledger.apply(event.id());
        }
        return first;
    }
}
