package org.atomicevents.testing;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.api.transaction.TransactionIntegration;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;

/** A database behind a real transaction manager and a real pool, empty, for the tests of all modules. */
public final class TestDatabase implements AutoCloseable {

    /** The system property with the JDBC URL of a PostgreSQL that tests run on instead of H2. */
    public static final String POSTGRES = "atomicevents.tests.postgres";

    private static final String USER = "atomicevents";
    private static final String PASSWORD = "atomicevents";

    /** As the product's own data source: without OPTIMIZE_REUSE_RESULTS=0 H2 may give a result of before a commit again. */
    private static final String H2 =
            "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0";

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    public final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    public final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    public final AgroalDataSource pool;
    public final ShortTransactions transactions;

    private final String driver;
    private final String url;

    private TestDatabase(String driver, String url) throws SQLException {
        this.driver = driver;
        this.url = url;
        pool = pool(new NarayanaTransactionIntegration(manager, registry));
        transactions = new ShortTransactions(manager, pool);
    }

    /** Another pool of the same database, which takes no part in transactions, as a data source with jta=false; the caller closes it. */
    public AgroalDataSource withoutJta() throws SQLException {
        return pool(TransactionIntegration.none());
    }

    private AgroalDataSource pool(TransactionIntegration integration) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(sizes -> sizes.maxSize(20)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(connections -> connections
                                .connectionProviderClassName(driver)
                                .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                                .principal(new NamePrincipal(USER))
                                .credential(new SimplePassword(PASSWORD))
                                .jdbcUrl(url))));
    }

    /** H2 in PostgreSQL mode, in memory. */
    public static TestDatabase h2() throws SQLException {
        return new TestDatabase("org.h2.jdbcx.JdbcDataSource", H2.formatted(UUID.randomUUID()));
    }

    /** H2, or, where {@link #POSTGRES} names a PostgreSQL, a schema of this name there, dropped and created anew. */
    public static TestDatabase h2OrPostgres(String schema) throws SQLException {
        String server = System.getProperty(POSTGRES);
        if (server == null) {
            return h2();
        }
        TestDatabase database =
                new TestDatabase("org.postgresql.xa.PGXADataSource", server + "?currentSchema=" + schema);
        database.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE; CREATE SCHEMA " + schema);
        return database;
    }

    /** A PostgreSQL database as it is, without two-phase commit. */
    public static TestDatabase postgres(String url) throws SQLException {
        return new TestDatabase("org.postgresql.ds.PGSimpleDataSource", url);
    }

    public Database kind() throws SQLException {
        return Database.of(pool);
    }

    /** Runs {@code work} in a JTA transaction and commits. */
    public <T> T committed(Callable<T> work) throws Exception {
        manager.begin();
        try {
            T result = work.call();
            manager.commit();
            return result;
        } catch (Exception e) {
            if (manager.getTransaction() != null) {
                manager.rollback();
            }
            throw e;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public long number(String query) throws SQLException {
        return Long.parseLong(strings(query).get(0));
    }

    /** The first column of all rows. */
    public List<String> strings(String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    @Override
    public void close() {
        pool.close();
    }
}
