package org.atomicevents.outbox.container;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.Sender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.broker.WakeUpTopic;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;

/** A server of a test database, with brokers in memory and relays that poll once an hour. */
final class FakeContext extends OutboxContext {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_DATA_BYTES = 1000;

    /** The ids of the events sent, in order. */
    final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

    /** A permit for each attempt to connect to the wake-up topic; none succeeds. */
    final Semaphore topicConnections = new Semaphore(0);

    final Set<Broker> closed = ConcurrentHashMap.newKeySet();
    int opened;
    Duration lease = HOUR;

    private final TestDatabase database;
    private final ScheduledExecutorService threads;
    private DataSource source;
    String application = "tests";
    String destination = "a queue";
    List<String> orphans = List.of();

    FakeContext(TestDatabase database, ScheduledExecutorService threads) {
        this.database = database;
        this.threads = threads;
        this.source = database.pool;
    }

    /** From now on the data source gives connections of another isolation level. */
    void serializable() {
        source = proxy(
                DataSource.class,
                (proxy, method, args) -> proxy(
                        Connection.class,
                        (connection, asked, none) ->
                                asked.getReturnType() == int.class ? Connection.TRANSACTION_SERIALIZABLE : null));
    }

    @Override
    public ServerResources server() {
        return new ServerResources() {
            @Override
            public String application() {
                return application;
            }

            @Override
            public DataSource dataSource() {
                return source;
            }

            @Override
            public TransactionManager transactionManager() {
                return database.manager;
            }

            @Override
            public TransactionSynchronizationRegistry registry() {
                return database.registry;
            }

            @Override
            public ShortTransactions shortTransactions() {
                return database.transactions;
            }

            @Override
            public PublishRules publishRules() {
                return new PublishRules(database.registry, MAX_DATA_BYTES);
            }
        };
    }

    @Override
    List<String> orphans(String strategy) {
        return orphans;
    }

    @Override
    public Settings.Outbox settings() {
        return new Settings.Outbox(HOUR, 10, lease, new RetrySettings(Duration.ofMillis(1), HOUR, 2));
    }

    @Override
    public ScheduledExecutorService executor() {
        return threads;
    }

    @Override
    public Brokers brokers() {
        return new Brokers() {
            @Override
            public String destination() {
                return destination;
            }

            @Override
            public Broker broker() {
                opened++;
                return new MemoryBroker();
            }

            @Override
            public Sender sender(int connections) {
                throw new UnsupportedOperationException("A relay sends batches");
            }
        };
    }

    @Override
    public WakeUpTopic wakeUpTopic(String key, String name) {
        ConnectionFactory away = proxy(ConnectionFactory.class, (proxy, method, args) -> {
            topicConnections.release();
            throw new JMSException("away");
        });
        return new WakeUpTopic(away, proxy(Topic.class, (proxy, method, args) -> null));
    }

    private final class MemoryBroker implements Broker {

        @Override
        public List<Delivery> send(List<Event> events) {
            return events.stream().map(this::send).toList();
        }

        private Delivery send(Event event) {
            sent.add(event.id());
            return new Delivery(Delivery.Status.SENT, "");
        }

        @Override
        public void close() {
            closed.add(this);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answer) {
        return type.cast(Proxy.newProxyInstance(FakeContext.class.getClassLoader(), new Class<?>[] {type}, answer));
    }
}
