package org.atomicevents.harness.bench;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.postgresql.xa.PGXADataSource;

/** A pool of XA connections that enlist in Narayana, and Hibernate on it, as a server would set both up. Thread-safe. */
final class Persistence implements AutoCloseable {

    private final AgroalDataSource pool;
    private final SessionFactory sessions;

    /** @param connections at least one per thread, or the benchmark measures waiting for the pool */
    Persistence(Target target, Transactions transactions, int connections) throws SQLException {
        pool = pool(target, transactions, connections);
        Configuration mapping = new Configuration()
                .addAnnotatedClass(ProductRow.class)
                .addAnnotatedClass(LedgerRow.class)
                .setProperty(AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY, "jta")
                .setProperty(AvailableSettings.JTA_PLATFORM, "JBossTS");
        mapping.getProperties().put(AvailableSettings.JAKARTA_JTA_DATASOURCE, pool);
        sessions = mapping.buildSessionFactory();
    }

    DataSource dataSource() {
        return pool;
    }

    SessionFactory sessions() {
        return sessions;
    }

    @Override
    public void close() {
        sessions.close();
        pool.close();
    }

    private static AgroalDataSource pool(Target target, Transactions transactions, int connections)
            throws SQLException {
        var enlisting = new NarayanaTransactionIntegration(
                transactions.manager(), transactions.registry(), "java:jboss/datasources/AtomicEvents");
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.initialSize(connections)
                        .minSize(connections)
                        .maxSize(connections)
                        .transactionIntegration(enlisting)
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(PGXADataSource.class)
                                .jdbcUrl(new Tables(target).url())
                                .principal(new NamePrincipal(target.databaseUser()))
                                .credential(new SimplePassword(target.databasePassword()))));
        return AgroalDataSource.from(configuration);
    }
}
