package org.atomicevents.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.PublishRules;

/**
 * The server's resources under their configured names, for the {@code container} packages of the strategies.
 *
 * <p>Thread-safe. Each method throws {@link IllegalStateException} naming the key and the name if nothing is bound there.
 */
@ApplicationScoped
public class ServerResources {

    /** A data source or queue that travels in the same EAR may be bound a moment after the first bean asks. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long BETWEEN_LOOKUPS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Inject
    Settings settings;

    private final long deadline = System.nanoTime() + PATIENCE_NANOS;

    public DataSource dataSource() {
        return found("atomicevents.datasource", settings.names().datasource(), DataSource.class);
    }

    /** The plain factory, for connections outside JTA. */
    public ConnectionFactory connectionFactory() {
        return found(
                "atomicevents.jms.connection-factory", settings.names().connectionFactory(), ConnectionFactory.class);
    }

    /** The factory that enlists in JTA transactions. */
    public ConnectionFactory xaConnectionFactory() {
        return found(
                "atomicevents.jms.xa-connection-factory",
                settings.names().xaConnectionFactory(),
                ConnectionFactory.class);
    }

    public Destination destination() {
        return found("atomicevents.jms.destination", settings.names().destination(), Destination.class);
    }

    public TransactionSynchronizationRegistry registry() {
        return found(
                "the server", "java:comp/TransactionSynchronizationRegistry", TransactionSynchronizationRegistry.class);
    }

    public TransactionManager transactionManager() {
        return found("the server", "java:jboss/TransactionManager", TransactionManager.class);
    }

    public ShortTransactions shortTransactions() {
        return new ShortTransactions(transactionManager(), dataSource());
    }

    public PublishRules publishRules() {
        return new PublishRules(registry(), settings.maxDataBytes());
    }

    /** What only one strategy needs, by the key and the value it read itself. */
    public <T> T resource(String key, String name, Class<T> type) {
        return found(key, name, type);
    }

    private <T> T found(String key, String name, Class<T> type) {
        while (true) {
            try {
                return cast(key, name, type, new InitialContext().lookup(name));
            } catch (NameNotFoundException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw nothing(key, name, type, e);
                }
                LockSupport.parkNanos(BETWEEN_LOOKUPS_NANOS);
            } catch (NamingException e) {
                throw nothing(key, name, type, e);
            }
        }
    }

    private static <T> T cast(String key, String name, Class<T> type, Object bound) {
        if (!type.isInstance(bound)) {
            throw new IllegalStateException("%s (%s) is a %s, not a %s: correct the name"
                    .formatted(name, key, bound.getClass().getName(), type.getName()));
        }
        return type.cast(bound);
    }

    private static IllegalStateException nothing(String key, String name, Class<?> type, NamingException cause) {
        return new IllegalStateException(
                "No %s is bound at %s (%s): define it on the server or configure another name"
                        .formatted(type.getSimpleName(), name, key),
                cause);
    }
}
