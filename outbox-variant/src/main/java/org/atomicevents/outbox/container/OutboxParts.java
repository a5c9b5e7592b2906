package org.atomicevents.outbox.container;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.atomicevents.broker.Broker;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.capture.BoundedCapture;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.relay.Adopting;
import org.atomicevents.outbox.relay.Relay;
import org.atomicevents.outbox.relay.ShardLeases;
import org.atomicevents.outbox.store.Adoption;
import org.atomicevents.outbox.store.Lane;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.outbox.store.OutboxSql;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.OutboxTables;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.StrategyProvider;

/** The parts that every strategy of the family has, made for one of them from what the server offers. Thread-safe. */
final class OutboxParts {

    private final StrategyProvider strategy;
    private final OutboxSettings settings;
    private final Duration period;
    private final OutboxContext context;
    private final OutboxSql sql;
    private final OutboxStore store;
    private final Broker relayBroker;
    private final ShardLeases leases;
    private final PollLoop pollLoop;
    private final Adopting adopting;

    private OutboxParts(
            StrategyProvider strategy, OutboxSettings settings, Duration period, OutboxContext context, OutboxSql sql) {
        this.strategy = Objects.requireNonNull(strategy);
        this.settings = Objects.requireNonNull(settings);
        this.period = Objects.requireNonNull(period);
        this.context = Objects.requireNonNull(context);
        this.sql = Objects.requireNonNull(sql);
        ServerResources server = context.server();
        store = new OutboxStore(server.shortTransactions(), sql, lane(), server.newOwner(), settings.turnWait());
        relayBroker = context.brokers().broker();
        leases = new ShardLeases(store.leases(settings().lease()), this::wakeRelay, executor());
        pollLoop = pollLoop(relayBroker);
        Adoption adoption = new Adoption(server.shortTransactions(), sql, lane(), context.orphans(strategy.id()));
        adopting = new Adopting(adoption, settings().lease(), this::wakeRelay, executor());
    }

    /**
     * Installs the tables, adopts what waits under strategies that are not offered any more, and makes the parts; starts nothing and does
     * not connect to the broker.
     *
     * @param period between two idle passes of the relay, on average
     * @throws OtherDestination if this application already sends its entries elsewhere
     */
    static OutboxParts install(
            StrategyProvider strategy, OutboxSettings settings, Duration period, OutboxContext context)
            throws SQLException, OtherDestination {
        DataSource database = context.server().dataSource();
        OutboxSql sql = OutboxSql.of(Database.of(database));
        OutboxParts parts = new OutboxParts(strategy, settings, period, context, sql);
        String here = context.brokers().destination();
        String before = OutboxTables.install(database, sql, parts.lane(), here);
        if (!here.equals(before)) {
            parts.stopRelay();
            throw new OtherDestination(parts.lane(), before, here);
        }
        parts.adopt();
        return parts;
    }

    /** Before anything is published here, so that nothing new overtakes what waits. */
    private void adopt() throws SQLException {
        if (relaysHere()) {
            try {
                adopting.once();
            } catch (SQLException | RuntimeException e) {
                stopRelay();
                throw e;
            }
        }
    }

    Lane lane() {
        return new Lane(context.server().application(), strategy.id());
    }

    OutboxContext context() {
        return context;
    }

    DataSource database() {
        return context.server().dataSource();
    }

    ShortTransactions transactions() {
        return context.server().shortTransactions();
    }

    ScheduledExecutorService executor() {
        return context.executor();
    }

    Settings.Outbox settings() {
        return context.settings();
    }

    RetryPolicy retry() {
        return settings().retry().policy(context.server().random());
    }

    OutboxSql sql() {
        return sql;
    }

    OutboxStore store() {
        return store;
    }

    OutboxOperations operations() {
        return new OutboxOperations(transactions(), sql, lane());
    }

    OutboxPublisher publisher(Capture capture) {
        Capture bounded = new BoundedCapture(capture, context.server().registry(), settings.maxSubjects());
        return new OutboxPublisher(context.server().publishRules(), bounded, strategy.guarantees());
    }

    /** Whether relays run in this server. */
    boolean relaysHere() {
        return settings.relay();
    }

    /** The average wait between two idle passes of the relay. */
    Duration period() {
        return period;
    }

    /** The loop of the relay's passes; runs only where {@link #relaysHere()}. */
    PollLoop pollLoop() {
        return pollLoop;
    }

    /** The shards of the relay in this server. */
    ShardLeases leases() {
        return leases;
    }

    /** Begins the relay: it takes its shards on the calling thread, and goes on in the background. */
    void startRelay() {
        leases.start();
        pollLoop.start();
        adopting.start();
    }

    /** Ends the relay, started or not, and gives its shards back; may be called again. */
    void stopRelay() {
        adopting.stop();
        pollLoop.stop();
        leases.stop();
        relayBroker.close();
    }

    private void wakeRelay() {
        pollLoop.wake();
    }

    private PollLoop pollLoop(Broker broker) {
        Relay relay = new Relay(
                store, leases, broker, retry(), new Relay.Batching(settings().batchSize(), executor()));
        Duration pollPeriod = settings().pollPeriod();
        PollDelay pollDelay = new PollDelay(
                period,
                period.compareTo(pollPeriod) < 0 ? period : pollPeriod,
                settings().retry().max(),
                context.server().random());
        return relay.pollLoop(pollDelay, executor());
    }
}
