package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class DualWriteIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("dual-write", DualWriteIT.class);
    }

    /** T-23: the transaction manager calls it committed. */
    @Test
    void aCommitThatNeverReachedTheDatabaseIsNotAnnounced() throws Exception {
        assertACommitThatNeverCameIsNotAnnounced();
    }

    /** The control: if this loss is not found, the contract would not find one in the other strategies. */
    @Test
    void anEventThatCommitsWhileTheBrokerIsDownIsLostAsTheGuaranteesAdmit() {
        Event lost = event("lost");
        deliveries.close();

        broker.kill();
        try {
            attempt(lost, () -> {});
        } finally {
            broker.start();
        }
        consume();

        assertThat(publisher.guarantees().admits(Anomaly.LOST)).isTrue();
        assertThat(ledger.contains(lost.id())).isTrue();
        Event back = commitOne();
        assertThat(deliveries.upTo(back)).doesNotContain(lost);
    }
}
