package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class OutboxNotifyIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-notify", OutboxNotifyIT.class);
    }
}
