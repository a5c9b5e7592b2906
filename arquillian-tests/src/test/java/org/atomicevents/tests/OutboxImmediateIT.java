package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class OutboxImmediateIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-immediate", OutboxImmediateIT.class);
    }

    /** T-23: the transaction manager calls it committed; the hand-off finds no entry. */
    @Test
    void aCommitThatNeverReachedTheDatabaseIsNotAnnounced() throws Exception {
        assertACommitThatNeverCameIsNotAnnounced();
    }
}
