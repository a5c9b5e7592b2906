package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class OutboxOperationsIT extends OperationsContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-polling", OutboxOperationsIT.class);
    }
}
