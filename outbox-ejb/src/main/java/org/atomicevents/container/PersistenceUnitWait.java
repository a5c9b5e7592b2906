package org.atomicevents.container;

import jakarta.transaction.TransactionManager;
import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.atomicevents.inbox.BlockingRetry;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.Configuration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Lets the persistence units of the deployment wait for their database, {@code atomicevents.start-within} at most: Hibernate asks it
 * for its dialect and creates the schema before the first bean is made, and fails the deployment if it does not answer.
 *
 * <p>Hibernate finds it with a {@link java.util.ServiceLoader}. It changes nothing, on the thread that builds the persistence unit, and
 * does nothing outside an application server, without a JTA data source, or if Hibernate was told not to ask.
 */
public final class PersistenceUnitWait implements ServiceContributor {

    private static final System.Logger LOG = System.getLogger(PersistenceUnitWait.class.getName());

    @Override
    public void contribute(StandardServiceRegistryBuilder registry) {
        Map<String, Object> settings = registry.getSettings();
        Object database = settings.get(AvailableSettings.JAKARTA_JTA_DATASOURCE);
        boolean asks = !"false".equals(String.valueOf(settings.get("hibernate.boot.allow_jdbc_metadata_access")));
        if (asks && database instanceof DataSource source) {
            transactions().ifPresent(transactions -> await(new ShortTransactions(transactions, source), settings));
        }
    }

    private static void await(ShortTransactions database, Map<String, Object> settings) {
        String unit = "persistence unit " + settings.get(AvailableSettings.PERSISTENCE_UNIT_NAME);
        Config config = ConfigProvider.getConfig();
        Configuration configuration = new Configuration(
                key -> Optional.ofNullable(config.getConfigValue(key).getValue()));
        try {
            new DatabaseWait(
                            database, unit, SettingsReader.startWithin(configuration), BlockingRetry.Waiting.ofTheJvm())
                    .untilAnswers();
        } catch (IllegalStateException e) {
            // Hibernate fails in its own way, or can do without.
            LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
        }
    }

    private static Optional<TransactionManager> transactions() {
        try {
            return Optional.of(InitialContext.doLookup("java:jboss/TransactionManager"));
        } catch (NamingException notInAServer) {
            return Optional.empty();
        }
    }
}
