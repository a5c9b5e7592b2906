package org.atomicevents.harness.bench;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.broker.JmsSender;
import org.atomicevents.dualwrite.DualWritePublisher;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.spi.Database;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.spi.Retry;
import org.atomicevents.spi.ShortTransactions;
import org.atomicevents.xa.Promises;
import org.atomicevents.xa.XaPublisher;
import org.messaginghub.pooled.jms.JmsPoolXAConnectionFactory;

/** The product's own classes, put together as its {@code container} packages do. Not thread-safe; what it makes is. */
final class Publishers implements AutoCloseable {

    /** For the relay's own short transactions. */
    static final int SPARE_CONNECTIONS = 2;

    private static final int MAX_DATA_BYTES = 262_144;
    private static final Duration CLAIM_FOR = Duration.ofSeconds(30);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofMinutes(1);
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration TURN_WAIT = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final DataSource database;
    private final BenchQueue queue;
    private final int threads;
    private final Queue destination = new ActiveMQQueue(BenchQueue.NAME);
    private final Deque<Runnable> closing = new ArrayDeque<>();

    Publishers(Transactions transactions, DataSource database, BenchQueue queue, int threads) {
        this.transactions = transactions;
        this.database = database;
        this.queue = queue;
        this.threads = threads;
    }

    EventPublisher of(String strategy) throws SQLException {
        PublishRules rules = new PublishRules(transactions.registry(), MAX_DATA_BYTES);
        return switch (strategy) {
            case "dual-write" -> new DualWritePublisher(rules, transactions.registry(), sender());
            case "outbox-polling" ->
                new OutboxPublisher(rules, new RowCapture(database, store()), OutboxPublisher.POLLING);
            case "xa" -> new XaPublisher(rules, database, xaFactory(), destination, Promises.XA);
            default -> throw new IllegalArgumentException("No benchmark knows the strategy '" + strategy + "'");
        };
    }

    /** What moves the strategy's events from commit to broker, running until it is closed; nothing for those without a relay. */
    AutoCloseable relaying(String strategy, Duration pollPeriod) throws SQLException {
        return switch (strategy) {
            case "outbox-polling" -> new PollingRelay(relay(), pollPeriod);
            default -> () -> {};
        };
    }

    /** A relay that does nothing until asked for a pass. */
    Relay relay() throws SQLException {
        JmsBroker broker = new JmsBroker(queue.connectionFactory(), destination);
        closing.push(broker::close);
        Retry retry = new Retry(
                RETRY_FIRST,
                RETRY_MAX,
                MAX_ATTEMPTS,
                () -> ThreadLocalRandom.current().nextDouble());
        return new Relay(store(), broker, retry, Limits.BATCH, CLAIM_FOR);
    }

    @Override
    public void close() throws JMSException {
        closing.forEach(Runnable::run);
    }

    private OutboxStore store() throws SQLException {
        OutboxStore.install(database, Database.POSTGRESQL, Tables.POLLING);
        return new OutboxStore(
                new ShortTransactions(transactions.manager(), database),
                Database.POSTGRESQL,
                Tables.POLLING,
                "bench",
                TURN_WAIT);
    }

    private JmsSender sender() {
        JmsSender sender = new JmsSender(queue.connectionFactory(), destination, threads);
        closing.push(sender::close);
        return sender;
    }

    /** One physical connection per thread, as a server's pool has; sharing one would serialise the forced writes. */
    private ConnectionFactory xaFactory() {
        JmsPoolXAConnectionFactory pool = new JmsPoolXAConnectionFactory();
        pool.setConnectionFactory(queue.xaConnectionFactory());
        pool.setTransactionManager(transactions.manager());
        pool.setMaxConnections(threads);
        closing.push(pool::stop);
        return pool;
    }
}
