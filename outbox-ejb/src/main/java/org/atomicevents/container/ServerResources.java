package org.atomicevents.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.atomicevents.inbox.BlockingRetry;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.PublishRules;

/**
 * The server's resources under their configured names, for the {@code container} packages of the strategies.
 *
 * <p>Thread-safe. Each method throws {@link IllegalStateException} naming the key and the name if nothing is bound there.
 */
@ApplicationScoped
public class ServerResources {

    /** A data source or queue of the same EAR may be bound a moment after the first bean needs it. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A server that boots starts its deployments beside its own factories and topics. */
    private static final long BOOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long BETWEEN_LOOKUPS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int LONGEST_NODE_NAME = 60;

    @Inject
    Settings settings;

    private DatabaseWait databaseWait;

    private volatile long deadline = System.nanoTime() + PATIENCE_NANOS;

    /** Ends the patience with resources that are not bound, but for the moment that a server which boots needs to bind its own. */
    void stopWaiting() {
        deadline = Math.min(deadline, System.nanoTime() + BOOT_NANOS);
    }

    /**
     * The data source. Until its database has answered for the first time, the caller waits for it, in whatever transaction it is.
     *
     * @throws IllegalStateException also if it does not answer within {@code atomicevents.start-within}
     */
    public DataSource dataSource() {
        databaseWait().untilAnswers();
        return lookedUp();
    }

    /**
     * The name of the application, the same in all servers that run it: {@code atomicevents.application}, or that of the deployment
     * without its version.
     */
    public String application() {
        return settings.application().isEmpty()
                ? ApplicationName.ofDeployment(found("the server", "java:app/AppName", String.class))
                : settings.application();
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

    /** The one wait of this deployment. */
    synchronized DatabaseWait databaseWait() {
        if (databaseWait == null) {
            databaseWait = new DatabaseWait(
                    new ShortTransactions(transactionManager(), lookedUp()),
                    settings.datasource().jndiName(),
                    settings.datasource().startWithin(),
                    BlockingRetry.Waiting.ofTheJvm());
        }
        return databaseWait;
    }

    private DataSource lookedUp() {
        return found("atomicevents.datasource", settings.datasource().jndiName(), DataSource.class);
    }

    public PublishRules publishRules() {
        return new PublishRules(registry(), settings.maxDataBytes());
    }

    /**
     * A name for this server as the owner of claims; unique per call, so that a server that starts again does not settle for its
     * predecessor.
     */
    public String newOwner() {
        String node = System.getProperty("jboss.node.name", "node");
        return node.substring(0, Math.min(node.length(), LONGEST_NODE_NAME)) + "/" + UUID.randomUUID();
    }

    /** Uniform in [0, 1); for jitter. Thread-safe. */
    public DoubleSupplier random() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }

    /** A resource that not all strategies need, by its key and the configured name. */
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
