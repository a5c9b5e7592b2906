package org.atomicevents.harness.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.JmsBrokers;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.ReservedRowCapture;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.capture.WakingCapture;
import org.atomicevents.outbox.relay.HandOff;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.outbox.relay.ShardLeases;
import org.atomicevents.outbox.store.Lane;
import org.atomicevents.outbox.store.OutboxSql;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.OutboxTables;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;

/** The outbox family, put together as its {@code container} package does, with its defaults. Not thread-safe; its parts are. */
final class OutboxAssembly implements AutoCloseable {

    private static final Duration RELAY_LEASE = Duration.ofSeconds(10);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofMinutes(1);
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration TURN_WAIT = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration POLL_FLOOR = Duration.ofSeconds(5);
    private static final int HAND_OFF = 1000;
    private static final int WORKERS = 2;
    private static final String OWNER = "bench";
    private static final OutboxSql SQL = OutboxSql.of(Database.POSTGRESQL);

    private final Transactions transactions;
    private final DataSource database;
    private final Brokers brokers;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(WORKERS);
    private final Deque<Runnable> closing = new ArrayDeque<>();

    OutboxAssembly(Transactions transactions, DataSource database, BenchQueue queue) {
        this.transactions = transactions;
        this.database = database;
        this.brokers = new JmsBrokers(
                BenchQueue.NAME, queue::connectionFactory, () -> new ActiveMQQueue(BenchQueue.NAME), queue.bound());
    }

    /** A publisher without a relay; of {@code outbox-immediate} the hand-off is a part of the commit, and runs. */
    EventPublisher publisher(String strategy, PublishRules rules) throws SQLException {
        OutboxStore store = store(strategy);
        return switch (strategy) {
            case "outbox-polling" ->
                new OutboxPublisher(rules, new RowCapture(database, store), OutboxPublisher.POLLING);
            case "outbox-immediate" -> {
                var limits = new HandOff.Limits(HAND_OFF, Limits.BATCH, LEASE.dividedBy(4));
                HandOff handOff = new HandOff(store, broker(), limits, executor);
                closing.push(handOff::stop);
                var capture = new ReservedRowCapture(database, store, LEASE, transactions.registry(), handOff::accept);
                yield new OutboxPublisher(rules, capture, OutboxPublisher.IMMEDIATE);
            }
            default -> throw new IllegalArgumentException("No outbox is called '" + strategy + "'");
        };
    }

    /** A publisher with the strategy's relay running, woken after each commit if that is what the strategy does. */
    EventPublisher relayed(String strategy, PublishRules rules, Duration pollPeriod) throws SQLException {
        boolean woken = strategy.equals("outbox-notify");
        PollDelay pollDelay = new PollDelay(woken ? POLL_FLOOR : pollPeriod, RETRY_MAX, OutboxAssembly::random);
        PollLoop pollLoop = relay(strategy, OWNER).pollLoop(pollDelay, executor);
        closing.push(pollLoop::stop);
        pollLoop.start();
        if (!woken) {
            return publisher(strategy, rules);
        }
        RowCapture rows = new RowCapture(database, store(strategy));
        return new OutboxPublisher(
                rules, new WakingCapture(rows, transactions.registry(), pollLoop::wake), OutboxPublisher.NOTIFY);
    }

    /**
     * A relay that does nothing until it is asked for a pass, but for keeping its shards.
     *
     * @param owner its name; several share the shards
     */
    Relay relay(String strategy, String owner) throws SQLException {
        OutboxStore store = store(strategy, owner);
        ShardLeases leases = new ShardLeases(store.leases(RELAY_LEASE), () -> {}, executor);
        closing.push(leases::stop);
        leases.start();
        return new Relay(store, leases, broker(), retry(), new Relay.Batching(Limits.BATCH, executor));
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        executor.shutdownNow();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OutboxStore store(String strategy) throws SQLException {
        return store(strategy, OWNER);
    }

    private OutboxStore store(String strategy, String owner) throws SQLException {
        Lane lane = new Lane(Tables.APPLICATION, strategy);
        OutboxTables.install(database, SQL, lane, brokers.destination());
        return new OutboxStore(new ShortTransactions(transactions.manager(), database), SQL, lane, owner, TURN_WAIT);
    }

    private Broker broker() {
        Broker broker = brokers.broker();
        closing.addLast(broker::close);
        return broker;
    }

    private static RetryPolicy retry() {
        return new RetryPolicy(RETRY_FIRST, RETRY_MAX, MAX_ATTEMPTS, OutboxAssembly::random);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
