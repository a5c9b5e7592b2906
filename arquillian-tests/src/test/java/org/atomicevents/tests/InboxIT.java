package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private final String eventId = UUID.randomUUID().toString();

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
        assertThat(consumed(CONSUMER, eventId)).isTrue();
        assertThat(consumed(CONSUMER, eventId)).isFalse();
        assertThat(ledger.effects(eventId)).isEqualTo(1);
    }

    @Test
    void aCopyInTheSameTransactionIsNotTheFirst() {
        scopes.required(() -> {
            assertThat(inbox.firstDelivery(CONSUMER, eventId)).isTrue();
            assertThat(inbox.firstDelivery(CONSUMER, eventId)).isFalse();
        });
    }

    @Test
    void aFirstDeliveryThatRolledBackDoesNotCount() {
        scopes.required(() -> {
            assertThat(applied(CONSUMER, eventId)).isTrue();
            scopes.setRollbackOnly();
        });
        assertThat(ledger.effects(eventId)).isZero();

        assertThat(consumed(CONSUMER, eventId)).isTrue();
        assertThat(ledger.effects(eventId)).isEqualTo(1);
    }

    @Test
    void eachConsumerHasItsOwnMemory() {
        assertThat(consumed(CONSUMER, eventId)).isTrue();
        assertThat(consumed("mailer", eventId)).isTrue();
        assertThat(consumed("mailer", eventId)).isFalse();
    }

    @Test
    void withoutTransactionItIsRefusedAndRemembersNothing() {
        assertThatThrownBy(() -> inbox.firstDelivery(CONSUMER, eventId))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No active JTA transaction")
                .hasMessageContaining(eventId);

        assertThat(consumed(CONSUMER, eventId)).isTrue();
    }

    @Test
    void copiesConsumedAtTheSameTimeHaveOneEffect() throws Exception {
        List<Future<Boolean>> copies = new ArrayList<>();
        for (int copy = 0; copy < 8; copy++) {
            copies.add(executor.submit(() -> consumed(CONSUMER, eventId)));
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
        assertThat(consumed(CONSUMER, first.event().id())).isTrue();
        // The effect is committed; the acknowledgement is not, as if the consumer had died between the two.
        deliveries.giveBack();
        ReceivedMessage second = deliveries.receive();
        boolean again = consumed(CONSUMER, second.event().id());
        deliveries.acknowledge();

        assertThat(second.redelivered()).isTrue();
        assertThat(second.event()).isEqualTo(happened);
        assertThat(again).isFalse();
        assertThat(ledger.effects(happened.id())).isEqualTo(1);
    }

    /** One delivery as a message-driven bean would handle it: inbox and effect in one transaction. */
    private boolean consumed(String consumer, String id) {
        var first = new AtomicBoolean();
        scopes.requiresNew(() -> first.set(applied(consumer, id)));
        return first.get();
    }

    private boolean applied(String consumer, String id) {
        boolean first = inbox.firstDelivery(consumer, id);
        if (first) {
            ledger.apply(id);
        }
        return first;
    }
}
