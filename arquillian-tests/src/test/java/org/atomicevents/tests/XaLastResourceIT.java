package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;

/** On a server configuration of its own; see the pom. */
@Tag("last-resource")
class XaLastResourceIT extends XaContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("xa-last-resource", XaLastResourceIT.class);
    }

    @Override
    String strategy() {
        return "xa-last-resource";
    }
}
