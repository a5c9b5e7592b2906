package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class EventSourcingIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("event-sourcing", EventSourcingIT.class);
    }
}
