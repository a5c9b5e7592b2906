package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class OutboxImmediateOperationsIT extends OperationsContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-immediate", OutboxImmediateOperationsIT.class);
    }
}
