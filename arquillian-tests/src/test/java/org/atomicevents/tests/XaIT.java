package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.ObjectName;
import org.atomicevents.Event;
import org.atomicevents.tests.inside.Participant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("xa")
class XaIT extends XaContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("xa", XaIT.class);
    }

    @Override
    String strategy() {
        return "xa";
    }

    /** The driver's own data source tears this transaction; see HardenedDataSourceIT. */
    @Test
    void aDatabaseRestartedBetweenPrepareAndCommitIsFinishedByRecovery() throws Exception {
        Event event = event("through a restart");
        transaction.begin();
        change(event);
        int backend = ledger.backend();
        transactions
                .getTransaction()
                .enlistResource(new Participant(() -> elsewhere(() -> {
                    ledger.end(backend);
                    return backend;
                })));
        transaction.commit();

        assertThat(deliveries.next()).isEqualTo(event);
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.contains(event.id()));
        await().atMost(Duration.ofSeconds(30)).until(() -> inDoubt.all().isEmpty());
    }

    /** The start-up checks read it, and give no warning where it has no answer. */
    @Test
    void theManagementModelHasTheFactsForTheStartUpChecks() throws Exception {
        assertThat(fact("subsystem=datasources,xa-data-source=AtomicEvents", "jndiName"))
                .isEqualTo("java:jboss/datasources/AtomicEvents");
        assertThat(fact("subsystem=datasources,xa-data-source=AtomicEvents", "maxPoolSize"))
                .isEqualTo(40);
        assertThat(fact("subsystem=datasources,xa-data-source=AtomicEvents", "noRecovery"))
                .isNotEqualTo(true);
        assertThat(fact("subsystem=datasources,xa-data-source=AtomicEvents", "driverName"))
                .isEqualTo("postgresql");
        assertThat(fact("subsystem=datasources,jdbc-driver=postgresql", "driverXaDatasourceClassName"))
                .isEqualTo("org.atomicevents.xa.postgresql.HardenedXADataSource");
        assertThat((String[]) fact("subsystem=messaging-activemq,pooled-connection-factory=activemq-ra", "entries"))
                .contains("java:/JmsXA");
        assertThat(String.valueOf(
                        fact("subsystem=messaging-activemq,pooled-connection-factory=activemq-ra", "useAutoRecovery")))
                .isNotEqualTo("false");
        assertThat((String) fact("management-root=server", "productVersion")).matches("[0-9]+[.].*");
    }

    private static Object fact(String address, String attribute) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("jboss.as:" + address), attribute);
    }
}
