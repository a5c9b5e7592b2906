package org.atomicevents.console.audit.store;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.UUID;
import org.atomicevents.jdbc.ShortTransactions;

/** H2 in PostgreSQL mode behind a real transaction manager, fresh for each test. */
public final class TestDatabase implements AutoCloseable {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    public final AgroalDataSource pool;
    public final ShortTransactions transactions;

    public TestDatabase() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0";
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pooled -> pooled.maxSize(5)
                        .transactionIntegration(new NarayanaTransactionIntegration(
                                manager, new TransactionSynchronizationRegistryImple()))
                        .connectionFactoryConfiguration(connections -> connections
                                .connectionProviderClassName("org.h2.jdbcx.JdbcDataSource")
                                .jdbcUrl(url))));
        transactions = new ShortTransactions(manager, pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
