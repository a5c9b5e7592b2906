package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.util.Map;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.tests.inside.OutboxTable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** A relay that polls only once an hour: every event delivered here was delivered after a wake-up. */
class OutboxNotifyWokenIT extends LiveContract {

    @Inject
    EventPublisher publisher;

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Resource(lookup = "java:/jms/topic/atomicevents-wakeup")
    Topic topic;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear(
                "outbox-notify", OutboxNotifyWokenIT.class, Map.of("atomicevents.notify.poll-floor", "PT1H"));
    }

    @Test
    void aCommitHereWakesIt() {
        Event happened = event("happened");
        scopes.required(() -> publisher.publish(happened));
        assertThat(deliveries.next()).isEqualTo(happened);
    }

    @Test
    void aCommitInAnotherServerWakesItByTheTopic() {
        Event elsewhere = event("elsewhere");
        new OutboxTable(database).insert("outbox-notify", elsewhere);
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(topic, context.createMessage());
        }
        assertThat(deliveries.next()).isEqualTo(elsewhere);
    }

    /** T-11: no wake-up arrives while the broker is away; the listener reconnects with the broker and wakes the relay at once. */
    @Test
    void entriesWithoutAWakeUpWhileTheBrokerWasAwayAreFoundAfterwards() {
        deliveries.close();
        Event unheard = event("unheard");
        broker.kill();
        try {
            new OutboxTable(database).insert("outbox-notify", unheard);
        } finally {
            broker.start();
        }
        consume();
        assertThat(deliveries.next()).isEqualTo(unheard);
    }
}
