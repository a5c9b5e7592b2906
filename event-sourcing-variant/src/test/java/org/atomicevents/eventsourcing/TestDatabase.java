package org.atomicevents.eventsourcing;

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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.RelayStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.PublishRules;

/**
 * A database behind a real transaction manager and a real pool, with a fresh event store: H2 in PostgreSQL mode, or, in a
 * schema of its own, the PostgreSQL whose JDBC URL the system property {@code atomicevents.tests.postgres} holds.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String SCHEMA = "event_sourcing_tests";
    private static final int MAX_DATA_BYTES = 10_000;

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    public final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    public final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    public final AgroalDataSource pool;
    public final ShortTransactions transactions;
    public final EventStore store;
    public final Sequencer sequencer;

    public TestDatabase() throws SQLException {
        String postgres = System.getProperty("atomicevents.tests.postgres");
        boolean h2 = postgres == null;
        String url = h2
                ? "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0"
                : postgres + "?currentSchema=" + SCHEMA;
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(sizes -> sizes.maxSize(20)
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
        EventStore.install(pool, dialect());
        store = new EventStore(pool, dialect(), rules());
        sequencer = new Sequencer(transactions);
    }

    public PublishRules rules() {
        return new PublishRules(registry, MAX_DATA_BYTES);
    }

    public RelayStore relay(String owner) {
        return new RelayStore(transactions, owner);
    }

    public Database dialect() throws SQLException {
        return Database.of(pool);
    }

    /** Appends events in one committed transaction, each to the stream of its subject. */
    public void publish(Event... events) throws Exception {
        committed(() -> {
            for (Event event : events) {
                store.append(event.subject(), event);
            }
            return null;
        });
    }

    /** Everything that has a position, in its order, after giving one to what is committed. */
    public List<String> sequenced() throws SQLException {
        sequencer.sequence(1000);
        return strings("SELECT event_id FROM event_store WHERE position IS NOT NULL ORDER BY position");
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
        return Long.parseLong(strings(query).get(0));
    }

    public List<String> strings(String query) throws SQLException {
        List<String> all = new java.util.ArrayList<>();
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
