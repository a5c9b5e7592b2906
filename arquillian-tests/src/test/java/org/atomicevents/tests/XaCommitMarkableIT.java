package org.atomicevents.tests;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;

/** On a server configuration of its own; see the pom. */
@Tag("commit-markable")
class XaCommitMarkableIT extends XaContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("xa-commit-markable", XaCommitMarkableIT.class);
    }

    @Override
    String strategy() {
        return "xa-commit-markable";
    }
}
