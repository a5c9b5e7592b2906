package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.util.Throwables;
import org.atomicevents.tests.unknown.AsksForAnUnknownStrategy;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wrong configuration does not deploy, and the failure names the rule. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RefusalIT {

    private static final String CONFIGURED = "unknown strategy in the configuration";
    private static final String QUALIFIED = "unknown strategy in a qualifier";
    private static final String BATCH_SIZE = "batch size that is none";
    private static final String PERIOD = "period that is none";
    private static final String DATASOURCE = "data source that is not there";

    private static final String WITHOUT_JTA = "data source without JTA";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = CONFIGURED, managed = false, testable = false)
    static EnterpriseArchive configured() {
        return Archives.ear("configured", Map.of("atomicevents.strategy", "carrier-pigeon"));
    }

    @Deployment(name = QUALIFIED, managed = false, testable = false)
    static EnterpriseArchive qualified() {
        return Archives.ear("qualified", Map.of(), AsksForAnUnknownStrategy.class);
    }

    @Deployment(name = BATCH_SIZE, managed = false, testable = false)
    static EnterpriseArchive batchSize() {
        return Archives.ear("batch-size", Map.of("atomicevents.outbox.batch-size", "0"));
    }

    @Deployment(name = PERIOD, managed = false, testable = false)
    static EnterpriseArchive period() {
        return Archives.ear("period", Map.of("atomicevents.outbox.poll-period", "often"));
    }

    @Deployment(name = DATASOURCE, managed = false, testable = false)
    static EnterpriseArchive datasource() {
        return Archives.ear("datasource", Map.of("atomicevents.datasource", "java:jboss/datasources/Nowhere"));
    }

    @Deployment(name = WITHOUT_JTA, managed = false, testable = false)
    static EnterpriseArchive withoutJta() {
        return Archives.ear("without-jta", Map.of("atomicevents.datasource", "java:jboss/datasources/WithoutJta"))
                .addAsManifestResource(
                        new StringAsset("""
                        <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
                          <datasource jta="false" jndi-name="java:jboss/datasources/WithoutJta" pool-name="WithoutJta">
                            <connection-url>%s</connection-url>
                            <driver>postgresql</driver>
                            <security><user-name>atomicevents</user-name><password>atomicevents</password></security>
                          </datasource>
                        </datasources>
                        """.formatted(System.getProperty("atomicevents.tests.postgres"))),
                        "without-jta-ds.xml");
    }

    @Test
    void aDataSourceThatTakesNoPartInTransactionsIsRefused() {
        assertRefused(WITHOUT_JTA).contains("java:jboss/datasources/WithoutJta", "jta=true");
    }

    @Test
    void anUnknownStrategyInTheConfigurationIsRefusedWithTheKnownOnes() {
        assertRefused(CONFIGURED)
                .contains("carrier-pigeon", "atomicevents.strategy", "dual-write", "outbox-polling", "xa");
    }

    @Test
    void anUnknownStrategyInAQualifierIsRefusedWithTheKnownOnes() {
        assertRefused(QUALIFIED).contains("carrier-pigeon", "dual-write", "outbox-polling", "xa");
    }

    @Test
    void aBatchSizeOutOfItsRangeIsRefused() {
        assertRefused(BATCH_SIZE).contains("atomicevents.outbox.batch-size", "0");
    }

    @Test
    void aPeriodThatIsNoDurationIsRefused() {
        assertRefused(PERIOD).contains("atomicevents.outbox.poll-period", "often");
    }

    @Test
    void aDataSourceThatIsNotThereIsRefused() {
        assertRefused(DATASOURCE).contains("java:jboss/datasources/Nowhere");
    }

    private AbstractStringAssert<?> assertRefused(String deployment) {
        Throwable refusal = catchThrowable(() -> deployer.deploy(deployment));
        if (refusal == null) {
            deployer.undeploy(deployment);
        }
        assertThat(refusal).as("what deploying '%s' throws", deployment).isNotNull();
        return assertThat(Throwables.getStackTrace(refusal));
    }
}
