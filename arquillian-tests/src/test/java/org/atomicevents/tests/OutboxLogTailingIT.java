package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import org.atomicevents.Strategies;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class OutboxLogTailingIT extends PublisherContract {

    @Inject
    Strategies strategies;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.tailingEar("outbox-log-tailing", OutboxLogTailingIT.class);
    }

    /** T-17: a slot without a reader would keep the database's log until the disk is full. */
    @Test
    void theOtherReaderIsNotOfferedUnlessItIsNamed() {
        assertThat(strategies.all())
                .filteredOn(offer -> offer.id().equals("wal-message"))
                .singleElement()
                .satisfies(offer -> assertThat(offer.refusal())
                        .contains("has to be asked for by name", "add wal-message to atomicevents.strategies"));
    }
}
