package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.tests.inside.OutboxTable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

class OutboxNotifyIT extends PublisherContract {

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-notify", OutboxNotifyIT.class);
    }

    /** T-11: a notification that is lost costs time, never an event. */
    @Test
    void whatNobodyWasToldOfIsFoundByThePollFloor() {
        Event untold = event("untold");
        new OutboxTable(database).insert("outbox-notify", untold);
        assertThat(deliveries.next()).isEqualTo(untold);
    }
}
