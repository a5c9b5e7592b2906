package org.atomicevents.eventsourcing.container;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.Sender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;

/** A server of a test database, with a broker in memory. */
final class FakeContext extends EventSourcingContext {

    private static final int MAX_DATA_BYTES = 1000;

    /** The ids of the events sent, in order. */
    final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

    int openedBrokers;
    int closings;

    private final TestDatabase database;
    private final ScheduledExecutorService threads;
    private DataSource source;

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
    public ScheduledExecutorService executor() {
        return threads;
    }

    @Override
    public Brokers brokers() {
        return new Brokers() {
            @Override
            public String destination() {
                return "a queue";
            }

            @Override
            public Broker broker() {
                openedBrokers++;
                return new MemoryBroker();
            }

            @Override
            public Sender sender(int connections) {
                throw new UnsupportedOperationException("A relay sends batches");
            }
        };
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
            closings++;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answer) {
        return type.cast(Proxy.newProxyInstance(FakeContext.class.getClassLoader(), new Class<?>[] {type}, answer));
    }
}
