package org.atomicevents.outbox;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.store.OutboxStore;

/**
 * A database behind a real transaction manager and a real pool, without an outbox yet: H2 in PostgreSQL mode, or, in a
 * schema of its own, the PostgreSQL whose JDBC URL the system property {@code atomicevents.tests.postgres} holds.
 */
public final class TestDatabase implements AutoCloseable {

    public static final String STRATEGY = "outbox-polling";

    private static final String SCHEMA = "outbox_tests";
    private static final Duration TURN_WAIT = Duration.ofSeconds(1);

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    public final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    public final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    public final AgroalDataSource pool;
    public final ShortTransactions transactions;
    private final Database dialect;

    public TestDatabase() throws SQLException {
        String postgres = System.getProperty("atomicevents.tests.postgres");
        boolean h2 = postgres == null;
        // H2 may keep the result of a query that ran beside a commit, and give it again: a test would wait for ever.
        String url = h2
                ? "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0"
                : postgres + "?currentSchema=" + SCHEMA;
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(sizes -> sizes.maxSize(10)
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(connections -> connections
                                .connectionProviderClassName(
                                        h2 ? "org.h2.jdbcx.JdbcDataSource" : "org.postgresql.xa.PGXADataSource")
                                .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                                .principal(new NamePrincipal("atomicevents"))
                                .credential(new SimplePassword("atomicevents"))
                                .jdbcUrl(url))));
        transactions = new ShortTransactions(manager, pool);
        if (!h2) {
            execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE; CREATE SCHEMA " + SCHEMA);
        }
        dialect = Database.of(pool);
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

    public long number(String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The entries of {@link #STRATEGY}, as a server of this name sees them. */
    public OutboxStore store(String owner) {
        return new OutboxStore(transactions, dialect(), STRATEGY, owner, TURN_WAIT);
    }

    /** Commits an entry for each of {@code events}, in a transaction of its own. */
    public void append(Event... events) throws Exception {
        OutboxStore store = store("writer");
        for (Event event : events) {
            committed(() -> {
                try (Connection connection = pool.getConnection()) {
                    store.append(connection, event);
                    return null;
                }
            });
        }
    }

    public Database dialect() {
        return dialect;
    }

    @Override
    public void close() {
        pool.close();
    }
}
