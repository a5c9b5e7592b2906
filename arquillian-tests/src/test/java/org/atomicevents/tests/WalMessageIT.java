package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

class WalMessageIT extends PublisherContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.tailingEar("wal-message", WalMessageIT.class);
    }
}
