package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class EventSourcingOperationsIT extends OperationsContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("event-sourcing", EventSourcingOperationsIT.class);
    }
}
