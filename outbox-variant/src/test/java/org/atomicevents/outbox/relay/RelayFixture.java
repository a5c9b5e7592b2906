package org.atomicevents.outbox.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Relays over a real database and a broker in memory; names stand for servers. */
abstract class RelayFixture {

    private static final Duration LEASE = Duration.ofMinutes(5);
    static final RetryPolicy LATER_TWICE = new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 2, () -> 1);

    final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    final FakeBroker broker = new FakeBroker();
    final Map<String, ShardLeases> leases = new HashMap<>();
    OutboxFixture outbox;
    TestDatabase database;
    OutboxStore store;
    OutboxOperations operations;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        store = store("here");
        operations = outbox.operations();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        outbox.close();
    }

    Relay relay(int batchSize) {
        return relay("here", broker, batchSize);
    }

    Relay relay(Broker to) {
        return relay("here", to, 10);
    }

    Relay relay(String owner, Broker to) {
        return relay(owner, to, 10);
    }

    Relay relay(String owner, Broker to, int batchSize) {
        ShardLeases held = leases.computeIfAbsent(owner, name -> {
            ShardLeases started = new ShardLeases(store(name).leases(LEASE), () -> {}, threads);
            started.start();
            return started;
        });
        return new Relay(store(owner), held, to, LATER_TWICE, batches(batchSize));
    }

    Relay.Batching batches(int size) {
        return new Relay.Batching(size, threads);
    }

    OutboxStore store(String owner) {
        return outbox.store(owner);
    }

    void publish(String... ids) throws Exception {
        OutboxPublisher publisher = new OutboxPublisher(
                new PublishRules(database.registry, 1000),
                new RowCapture(database.pool, store),
                OutboxPublisher.POLLING);
        database.committed(() -> {
            for (String id : ids) {
                publisher.publish(Events.event(id));
            }
            return null;
        });
    }
}
