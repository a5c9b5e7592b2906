package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import java.util.Map;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.tests.inside.OutboxTable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** A server that writes and runs no relay: it wakes the relays of other servers and leaves the entry to them. */
class OutboxNotifyWriterIT extends LiveContract {

    @Inject
    EventPublisher publisher;

    @Inject
    Operations operations;

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Resource(lookup = "java:/jms/topic/atomicevents-wakeup")
    Topic topic;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-notify", OutboxNotifyWriterIT.class, Map.of("atomicevents.outbox.relay", "false"));
    }

    @Test
    void aCommitWakesTheRelaysOfOtherServersAndItsEntryStays() throws Exception {
        Event happened = event("happened");
        try (JMSContext context = connections.createContext()) {
            JMSConsumer relay = context.createConsumer(topic);
            scopes.required(() -> publisher.publish(happened));

            Message received = relay.receive(30_000);
            assertThat(received).isNotNull();
            assertThat(received.getJMSDeliveryMode()).isEqualTo(jakarta.jms.DeliveryMode.NON_PERSISTENT);
        }
        assertThat(operations.inspect(happened.source().toString(), happened.id()))
                .contains(happened);
        assertThat(new OutboxTable(database)
                        .number("SELECT count(*) FROM outbox_node WHERE strategy = 'outbox-notify'"))
                .isZero();
        // No other test is to deliver the entry of this one.
        assertThat(new OutboxTable(database)
                        .number("WITH gone AS (DELETE FROM outbox WHERE event_id = '" + happened.id()
                                + "' RETURNING 1) SELECT count(*) FROM gone"))
                .isOne();
    }
}
