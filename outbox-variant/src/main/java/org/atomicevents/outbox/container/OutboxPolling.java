package org.atomicevents.outbox.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.operations.Operations;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.spi.Database;
import org.atomicevents.spi.Pace;
import org.atomicevents.spi.Retry;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code outbox-polling}: row capture, polling relay. */
@ApplicationScoped
public class OutboxPolling implements StrategyProvider {

    private static final int LONGEST_NODE_NAME = 60;

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    @Resource
    ManagedScheduledExecutorService executor;

    private OutboxStore store;
    private JmsBroker broker;
    private RelayRun run;

    @Override
    public String id() {
        return "outbox-polling";
    }

    @Override
    public Guarantees guarantees() {
        return OutboxPublisher.POLLING;
    }

    @Override
    public Optional<String> refusal() {
        DataSource database = server.dataSource();
        try {
            if (isolation(database) != Connection.TRANSACTION_READ_COMMITTED) {
                return Optional.of("the data source does not use READ COMMITTED, without which two relays could claim"
                        + " out of order: set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED");
            }
            Database dialect = Database.of(database);
            OutboxStore.install(database, dialect);
            store = new OutboxStore(server.shortTransactions(), dialect, owner());
            broker = new JmsBroker(server.connectionFactory(), server.destination());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the outbox tables could not be created (" + e.getMessage()
                    + "): let the data source's user create tables or create them yourself from META-INF/atomicevents");
        }
    }

    @Override
    public EventPublisher publisher() {
        RowCapture capture = new RowCapture(server.dataSource(), store);
        return new OutboxPublisher(server.publishRules(), capture, OutboxPublisher.POLLING);
    }

    @Override
    public void start() {
        Settings.Outbox outbox = settings.outbox();
        Settings.Attempts attempts = outbox.attempts();
        Retry retry = new Retry(attempts.first(), attempts.max(), attempts.limit(), OutboxPolling::random);
        Relay relay = new Relay(store, broker, retry, outbox.batchSize(), outbox.claimFor());
        run = new RelayRun(relay, new Pace(outbox.pollPeriod(), attempts.max(), OutboxPolling::random), executor);
        executor.execute(run);
    }

    @Override
    public void stop() {
        if (run != null) {
            run.stop();
        }
        broker.close();
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new OutboxOperations(server.shortTransactions(), id()));
    }

    private static int isolation(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getTransactionIsolation();
        }
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static String owner() {
        String node = System.getProperty("jboss.node.name", "node");
        return node.substring(0, Math.min(node.length(), LONGEST_NODE_NAME)) + "/" + UUID.randomUUID();
    }
}
