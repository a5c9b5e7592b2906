package org.atomicevents.tailing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.jdbc.Database;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.engine.Upkeep;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.Slot;

/** What both strategies are wired from: a capture, and a reader of the log on the server's threads. */
abstract class TailingStrategy implements StrategyProvider {

    private static final long UPKEEP_MILLIS = 500;
    private static final int LONGEST_NODE_NAME = 60;

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    @Inject
    Slots slots;

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private TailingSettings tailing;
    private Slot slot;
    private JmsBroker broker;
    private LogTailer tail;
    private ScheduledFuture<?> upkeep;

    abstract Capture capture();

    @Override
    public Guarantees guarantees() {
        return TailingPublisher.GUARANTEES;
    }

    @Override
    public void configure(Configuration configuration) {
        tailing = TailingSettings.read(configuration);
    }

    @Override
    public Optional<String> refusal() {
        boolean named = settings.use().byDefault().equals(id())
                || settings.use().offered().contains(id());
        if (!named) {
            return Optional.of(
                    "it makes a replication slot, for which the database keeps its log until it is read, so it"
                            + " has to be asked for by name: add " + id() + " to atomicevents.strategies, such as *,"
                            + id());
        }
        if (tailing.remove().contains(id())) {
            return Optional.of(
                    "atomicevents.tailing.remove names it: take it out there or out of atomicevents.strategies");
        }
        try {
            DataSource database = server.dataSource();
            if (Database.of(database) != Database.POSTGRESQL) {
                return Optional.of(
                        "the data source is on H2, whose log nobody can read: use PostgreSQL with wal_level ="
                                + " logical");
            }
            Optional<String> missing = slots.missing(tailing.reader());
            if (missing.isPresent()) {
                return missing;
            }
            slot = slots.slot(tailing, id());
            return slot.prepare();
        } catch (SQLException e) {
            return Optional.of("tables, publication or slot could not be made (" + e.getMessage()
                    + "): the data source's user has to be able to create tables, and publications (GRANT CREATE ON"
                    + " DATABASE), and a slot has to be free (max_replication_slots)");
        } catch (LinkageError e) {
            return Optional.of("a library is missing (" + e + "): the server needs the module org.postgresql.jdbc, see"
                    + " driver-module.cli, and the EAR the reader of the log, see log-tailing-variant/README.md");
        }
    }

    @Override
    public EventPublisher publisher() {
        return new TailingPublisher(server.publishRules(), server.dataSource(), capture());
    }

    @Override
    public void start() {
        TailingSettings.Times times = tailing.times();
        broker = new JmsBroker(server.connectionFactory(), server.destination());
        ParkedStore parked = new ParkedStore(server.shortTransactions(), id());
        Relay relay = new Relay(
                broker, parked, tailing.attempts().retry(), tailing.attempts().whileAway());
        Lease lease = slots.lease(tailing.reader(), id());
        LogTailer.Parts parts = new LogTailer.Parts(slots.address(tailing.reader()), slot, lease, relay);
        tail = new LogTailer(parts, times.flow(), times.takeover(), owner());
        executor.execute(tail);
        int batchSize = times.flow().batchSize();
        upkeep = scheduler.scheduleWithFixedDelay(
                new Upkeep(tail, relay, lease, times.heartbeat(), batchSize),
                UPKEEP_MILLIS,
                UPKEEP_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (tail != null) {
            upkeep.cancel(false);
            tail.stop();
            broker.close();
        }
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new ParkedOperations(server.shortTransactions(), id()));
    }

    @Override
    public List<Vital> vitals() {
        long parked = new ParkedOperations(server.shortTransactions(), id()).parked();
        return SlotVitals.of(slot, tail, parked);
    }

    private static String owner() {
        String node = System.getProperty("jboss.node.name", "node");
        return node.substring(0, Math.min(node.length(), LONGEST_NODE_NAME)) + "/" + UUID.randomUUID();
    }
}
