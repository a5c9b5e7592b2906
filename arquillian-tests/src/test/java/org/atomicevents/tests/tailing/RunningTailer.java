package org.atomicevents.tests.tailing;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.atomicevents.Event;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.PublishRules;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.engine.EngineSettings;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.LogMessage;
import org.atomicevents.tailing.store.LogRow;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.Slot;

/** One server's part of a log tailing strategy, wired as in the container. */
final class RunningTailer implements AutoCloseable {

    final MemoryBroker broker;
    final Slot slot;
    final Lease lease;
    final Relay relay;
    final LogTailer tailer;
    final ParkedOperations operations;
    final Capture capture;
    final TailingPublisher publisher;
    private final LogDatabase database;
    private final Thread thread;

    /** A slot of its own for each strategy. */
    enum Strategy {
        ROW("outbox-log-tailing", LogRow.TABLE, LogRow::new),
        MESSAGE("wal-message", null, LogMessage::new);

        final String id;
        final String table;
        final Function<Slot.Names, Capture> capture;

        Strategy(String id, String table, Function<Slot.Names, Capture> capture) {
            this.id = id;
            this.table = table;
            this.capture = capture;
        }
    }

    RunningTailer(LogDatabase database, Strategy strategy, MemoryBroker broker) throws SQLException {
        this.database = database;
        this.broker = broker;
        slot = slot(database, strategy);
        lease = new Lease(strategy.id, database.jta.pool, database.address().dataSource());
        relay = new Relay(
                broker,
                new ParkedStore(database.jta.transactions, strategy.id),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 2, () -> 0),
                new PollDelay(Duration.ofMillis(10), Duration.ofMillis(50), () -> 0));
        LogTailer.Parts parts = new LogTailer.Parts(database.address(), slot, lease, relay);
        tailer = new LogTailer(parts, new EngineSettings(Duration.ofMillis(5), 100), Duration.ofMillis(50), "test");
        operations = new ParkedOperations(database.jta.transactions, strategy.id);
        capture = strategy.capture.apply(slot.names());
        publisher = new TailingPublisher(new PublishRules(database.jta.registry, 100_000), database.jta.pool, capture);
        thread = new Thread(tailer, "tailer");
    }

    static Slot slot(LogDatabase database, Strategy strategy) {
        String name = database.name + "_" + strategy.name().toLowerCase();
        return new Slot(
                new Slot.Names(strategy.id, name, strategy.table),
                database.jta.pool,
                database.address().dataSource());
    }

    RunningTailer started() throws SQLException {
        slot.prepare().ifPresent(refusal -> {
            throw new IllegalStateException(refusal.message());
        });
        thread.start();
        return this;
    }

    /** Each event in a transaction of its own. */
    void publish(Event... events) throws Exception {
        for (Event event : events) {
            database.jta.committed(() -> {
                publisher.publish(event);
                return null;
            });
        }
    }

    /** The subject is the letter before the number in the id: {@code a1} is about {@code a}. */
    static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", id.substring(0, 1), "{\"" + id + "\":1}");
    }

    static Event[] events(String subject, int from, int to) {
        return java.util.stream.IntStream.rangeClosed(from, to)
                .mapToObj(number -> event(subject + number))
                .toArray(Event[]::new);
    }

    void awaitReceived(List<Event> events) {
        await(() -> broker.received().size() >= events.size());
        if (!broker.received().equals(events)) {
            throw new AssertionError("Expected " + events + " but received " + broker.received());
        }
    }

    void awaitReading() {
        await(tailer::isReading);
    }

    double lag() throws SQLException {
        return slot.state().orElseThrow().lag();
    }

    static void await(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    @Override
    public void close() {
        tailer.stop();
        await(() -> !thread.isAlive());
    }
}
