package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class LogTailingOperationsIT extends OperationsContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.tailingEar("outbox-log-tailing", LogTailingOperationsIT.class);
    }
}
