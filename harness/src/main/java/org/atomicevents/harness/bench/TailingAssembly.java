package org.atomicevents.harness.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.JmsBrokers;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.engine.DatabaseAddress;
import org.atomicevents.tailing.engine.EngineSettings;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.LogMessage;
import org.atomicevents.tailing.store.LogRow;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.Slot;

/** The readers of the write-ahead log, put together as their {@code container} package does. Not thread-safe; what it makes is. */
final class TailingAssembly implements AutoCloseable {

    private static final String MESSAGES = "wal-message";
    private static final EngineSettings ENGINE = new EngineSettings(Duration.ofMillis(2), 500);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 5;

    private final Transactions transactions;
    private final DataSource database;
    private final BenchQueue queue;
    private final Target target;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    TailingAssembly(Transactions transactions, DataSource database, BenchQueue queue, Target target) {
        this.transactions = transactions;
        this.database = database;
        this.queue = queue;
        this.target = target;
    }

    static boolean knows(String strategy) {
        return strategy.equals(MESSAGES) || strategy.equals("outbox-log-tailing");
    }

    /** Publishes into the log, with nobody reading it. */
    EventPublisher publisher(String strategy, PublishRules rules) throws SQLException {
        return new TailingPublisher(rules, database, capture(slot(strategy).names()));
    }

    /** Publishes with the log's reader running. */
    EventPublisher relayed(String strategy, PublishRules rules) throws SQLException {
        Broker broker = new JmsBrokers(
                        BenchQueue.NAME,
                        queue::connectionFactory,
                        () -> new ActiveMQQueue(BenchQueue.NAME),
                        queue.bound())
                .broker();
        ParkedStore parked = new ParkedStore(new ShortTransactions(transactions.manager(), database), strategy);
        Relay relay = new Relay(
                broker,
                parked,
                new RetryPolicy(RETRY_FIRST, RETRY_MAX, MAX_ATTEMPTS, TailingAssembly::random),
                new PollDelay(RETRY_FIRST, RETRY_MAX, TailingAssembly::random));
        Lease lease = new Lease(strategy, database, address().dataSource());
        Slot slot = slot(strategy);
        LogTailer tailer = new LogTailer(
                new LogTailer.Parts(address(), slot, lease, relay), ENGINE, Duration.ofSeconds(1), "bench");
        Thread reader = new Thread(tailer, "tailer " + strategy);
        reader.start();
        closing.push(broker::close);
        closing.push(tailer::stop);
        return new TailingPublisher(rules, database, capture(slot.names()));
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }

    private Slot slot(String strategy) throws SQLException {
        String table = strategy.equals(MESSAGES) ? null : LogRow.TABLE;
        var names = new Slot.Names(strategy, "bench_" + strategy.replace('-', '_'), table);
        Slot slot = new Slot(names, database, address().dataSource());
        slot.prepare().ifPresent(refusal -> {
            throw new IllegalStateException(strategy + " cannot be measured: " + refusal.message());
        });
        closing.addLast(() -> dropped(slot));
        return slot;
    }

    /** The next benchmark must not begin with what this one left in the log. */
    private static void dropped(Slot slot) {
        try {
            slot.remove();
        } catch (SQLException e) {
            throw new IllegalStateException("The slot of a benchmark could not be dropped", e);
        }
    }

    private DatabaseAddress address() {
        return new DatabaseAddress(new Tables(target).url(), target.databaseUser(), target.databasePassword());
    }

    private static Capture capture(Slot.Names names) {
        return names.strategy().equals(MESSAGES) ? new LogMessage(names) : new LogRow(names);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
