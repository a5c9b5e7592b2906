package org.atomicevents.xa;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.UUID;

/** A real transaction manager, and H2 pools that take part in it, with and without XA. */
final class Transactions {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();

    AgroalDataSource xaPool() throws SQLException {
        return pool("org.h2.jdbcx.JdbcDataSource", "PostgreSQL");
    }

    AgroalDataSource onePhasePool() throws SQLException {
        return pool("org.h2.Driver", "PostgreSQL");
    }

    AgroalDataSource poolInForeignMode() throws SQLException {
        return pool("org.h2.jdbcx.JdbcDataSource", "Oracle");
    }

    /** One that could be a commit-markable resource, if the transaction manager knew the name in time. */
    AgroalDataSource connectablePool(String jndiName) throws SQLException {
        return pool(
                "org.h2.Driver", "PostgreSQL", new NarayanaTransactionIntegration(manager, registry, jndiName, true));
    }

    private AgroalDataSource pool(String provider, String mode) throws SQLException {
        return pool(provider, mode, new NarayanaTransactionIntegration(manager, registry));
    }

    private static AgroalDataSource pool(String provider, String mode, NarayanaTransactionIntegration integration)
            throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;MODE=" + mode;
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(sizes -> sizes.maxSize(2)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(connections -> connections
                                .connectionProviderClassName(provider)
                                .jdbcUrl(url)));
        return AgroalDataSource.from(configuration);
    }
}
