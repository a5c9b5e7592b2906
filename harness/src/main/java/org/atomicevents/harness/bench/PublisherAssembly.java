package org.atomicevents.harness.bench;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.JmsBrokers;
import org.atomicevents.broker.Sender;
import org.atomicevents.dualwrite.DualWritePublisher;
import org.atomicevents.dualwrite.SendFirstPublisher;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.xa.XaGuarantees;
import org.atomicevents.xa.XaPublisher;
import org.messaginghub.pooled.jms.JmsPoolXAConnectionFactory;

/** The product's own classes, put together as its {@code container} packages do. Not thread-safe; what it makes is. */
final class PublisherAssembly implements AutoCloseable {

    /** For the short transactions of relay and hand-off. */
    static final int SPARE_CONNECTIONS = 3;

    private static final int MAX_DATA_BYTES = 262_144;

    private final Transactions transactions;
    private final DataSource database;
    private final BenchQueue queue;
    private final int threads;
    private final Queue destination = new ActiveMQQueue(BenchQueue.NAME);
    private final OutboxAssembly outboxes;
    private final TailingAssembly tailings;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    PublisherAssembly(Transactions transactions, DataSource database, Target target, int threads) {
        this.transactions = transactions;
        this.database = database;
        this.queue = new BenchQueue(target);
        this.threads = threads;
        this.outboxes = new OutboxAssembly(transactions, database, queue);
        this.tailings = new TailingAssembly(transactions, database, queue, target);
    }

    /** Publishes; the background work behind the commit does not run. */
    EventPublisher of(String strategy) throws SQLException {
        return switch (strategy) {
            case "dual-write" -> {
                var confirming = new ShortTransactions(transactions.manager(), database);
                yield new DualWritePublisher(
                        rules(), transactions.registry(), MainDatabase.of(database, confirming), sender());
            }
            case "send-first" -> new SendFirstPublisher(rules(), sender());
            case "outbox-polling", "outbox-immediate" -> outboxes.publisher(strategy, rules());
            case "outbox-log-tailing", "wal-message" -> tailings.publisher(strategy, rules());
            case "xa" ->
                new XaPublisher(
                        rules(),
                        database,
                        new XaPublisher.Broker(xaFactory(), destination, queue.bound()),
                        XaGuarantees.XA);
            default -> throw new IllegalArgumentException("No benchmark knows the strategy '" + strategy + "'");
        };
    }

    /** Publishes with all background work running that moves the event from the commit to the broker. */
    EventPublisher delivering(String strategy, Duration pollPeriod) throws SQLException {
        if (TailingAssembly.knows(strategy)) {
            return tailings.relayed(strategy, rules());
        }
        return strategy.startsWith("outbox-") ? outboxes.relayed(strategy, rules(), pollPeriod) : of(strategy);
    }

    /** Of {@code outbox-polling}; does nothing until asked for a pass. */
    Relay relay(String owner) throws SQLException {
        return outboxes.relay(Tables.POLLING, owner);
    }

    @Override
    public void close() throws JMSException {
        closing.forEach(Runnable::run);
        outboxes.close();
        tailings.close();
    }

    private PublishRules rules() {
        return new PublishRules(transactions.registry(), MAX_DATA_BYTES);
    }

    private Sender sender() {
        Sender sender = new JmsBrokers(BenchQueue.NAME, queue::connectionFactory, () -> destination, queue.bound())
                .sender(threads);
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
