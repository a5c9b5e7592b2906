package org.atomicevents.outbox.container;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.jdbc.Database;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;

/** One strategy's parts, wired to the server; closes the broker connections it handed out. */
final class OutboxParts implements AutoCloseable {

    private final OutboxContext surroundings;
    private final Database dialect;
    private final OutboxStore store;
    private final Queue<JmsBroker> brokers = new ConcurrentLinkedQueue<>();

    private PollLoop pollLoop;

    /** Installs the tables. */
    OutboxParts(String strategy, OutboxContext surroundings) throws SQLException {
        this.surroundings = surroundings;
        DataSource database = database();
        dialect = Database.of(database);
        OutboxStore.install(database, dialect, strategy);
        store = new OutboxStore(
                server().shortTransactions(), dialect, strategy, surroundings.owner(), surroundings.turnWait());
    }

    ServerResources server() {
        return surroundings.server();
    }

    Settings.Outbox settings() {
        return surroundings.settings().outbox();
    }

    ScheduledExecutorService executor() {
        return surroundings.executor();
    }

    DataSource database() {
        return server().dataSource();
    }

    Database dialect() {
        return dialect;
    }

    OutboxStore store() {
        return store;
    }

    /** A connection of its own, so that no sender waits for another. */
    JmsBroker broker() {
        JmsBroker broker = new JmsBroker(server().connectionFactory(), server().destination());
        brokers.add(broker);
        return broker;
    }

    RetryPolicy retry() {
        Settings.Attempts attempts = settings().attempts();
        return new RetryPolicy(attempts.first(), attempts.max(), attempts.limit(), OutboxParts::random);
    }

    boolean relaysHere() {
        return surroundings.relaysHere();
    }

    /** The relay, passing; started only where relays run. */
    PollLoop pollLoop() {
        return pollLoop;
    }

    void buildRelay(Duration period) {
        Relay relay = new Relay(
                store, broker(), retry(), settings().batchSize(), settings().claimFor());
        PollDelay pollDelay = new PollDelay(
                period,
                period.compareTo(settings().pollPeriod()) < 0
                        ? period
                        : settings().pollPeriod(),
                settings().attempts().max(),
                OutboxParts::random);
        pollLoop = relay.pollLoop(pollDelay, executor());
    }

    @Override
    public void close() {
        brokers.forEach(JmsBroker::close);
    }

    static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
