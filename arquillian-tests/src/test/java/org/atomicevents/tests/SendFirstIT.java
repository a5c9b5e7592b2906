package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class SendFirstIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("send-first", SendFirstIT.class);
    }

    @Override
    void assertTold(Throwable refusal) {
        assertRefused(refusal);
    }

    /** The control for EARLY: the message is there while its transaction is open. */
    @Test
    void aConsumerHasTheEventBeforeTheCommitAsTheGuaranteesAdmit() throws Exception {
        Event early = event("early");
        AtomicBoolean visible = new AtomicBoolean();

        transaction.begin();
        change(early);
        Event seen = deliveries.next();
        scopes.requiresNew(() -> visible.set(ledger.contains(early.id())));
        transaction.commit();

        assertThat(publisher.guarantees().admits(Anomaly.EARLY)).isTrue();
        assertThat(seen).isEqualTo(early);
        assertThat(visible).isFalse();
        assertThat(ledger.contains(early.id())).isTrue();
    }
}
