package org.atomicevents.tailing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.engine.Upkeep;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.Requirements;
import org.atomicevents.tailing.store.Slot;

/**
 * The common part of both strategies, which differ in the {@link Capture} only: the examination of the database, and a reader of the
 * log on the server's threads.
 */
abstract class TailingStrategy implements StrategyProvider {

    private static final String UNTIL =
            "until its vital sign slot.lag is small, then in atomicevents.tailing.remove instead, which drops its slot";

    @Inject
    ServerResources server;

    @Inject
    Configuration configuration;

    @Inject
    Brokers brokers;

    @Inject
    Settings settings;

    @Inject
    Slots slots;

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService scheduler;

    abstract Capture capture(Slot.Names names);

    @Override
    public Guarantees guarantees() {
        return TailingPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        TailingSettings tailing = TailingSettings.read(configuration);
        return () -> open(tailing);
    }

    /** A slot without a reader: the database keeps its log for it, until its disk is full. */
    @Override
    public LeftBehind leftBehind() {
        try {
            if (Requirements.unreadable(server.dataSource()).isPresent()) {
                return LeftBehind.NOTHING;
            }
            return slots.slot(TailingSettings.read(configuration), id())
                    .abandoned()
                    .map(slot -> new LeftBehind(slot.bytes(), "bytes of the database's log", slot.since(), UNTIL))
                    .orElse(LeftBehind.NOTHING);
        } catch (SQLException e) {
            throw new IllegalStateException("The replication slot could not be looked for: " + e.getMessage(), e);
        }
    }

    private Availability open(TailingSettings tailing) {
        Optional<Refused> unwanted = unwanted(tailing);
        if (unwanted.isPresent()) {
            return unwanted.get();
        }
        try {
            return opened(tailing);
        } catch (SQLException e) {
            return new Refused(
                    "tables, publication or slot could not be made (" + e.getMessage() + ")",
                    "the data source's user has to be able to create tables, and publications (GRANT CREATE ON"
                            + " DATABASE), and a slot has to be free (max_replication_slots)");
        } catch (LinkageError e) {
            return new Refused(
                    "a library is missing (" + e + ")",
                    "the server needs the module org.postgresql.jdbc, see driver-module.cli, and the EAR the reader of"
                            + " the log, see log-tailing-variant/README.md");
        }
    }

    private Optional<Refused> unwanted(TailingSettings tailing) {
        boolean named = settings.use().byDefault().equals(id())
                || settings.use().offered().contains(id());
        if (!named) {
            return Optional.of(new Refused(
                    "it makes a replication slot, for which the database keeps its log until it is read, so it"
                            + " has to be asked for by name",
                    "add " + id() + " to atomicevents.strategies, such as *," + id()));
        }
        if (tailing.remove().contains(id())) {
            return Optional.of(new Refused(
                    "atomicevents.tailing.remove names it", "take it out there or out of atomicevents.strategies"));
        }
        return Optional.empty();
    }

    private Availability opened(TailingSettings tailing) throws SQLException {
        Optional<Refused> missing = slots.missing(tailing.reader());
        if (missing.isPresent()) {
            return missing.get();
        }
        Slot slot = slots.slot(tailing, id());
        // The slot is made last: the database keeps its log for one that has no reader.
        ReadyTailing ready = ready(tailing, slot);
        Optional<Refused> refusal = slot.prepare();
        if (refusal.isPresent()) {
            ready.stop();
            return refusal.get();
        }
        return ready;
    }

    private ReadyTailing ready(TailingSettings tailing, Slot slot) {
        TailingSettings.Times times = tailing.times();
        Broker broker = brokers.broker();
        Relay relay = new Relay(
                broker,
                new ParkedStore(server.shortTransactions(), id()),
                tailing.retry().policy(server.random()),
                new PollDelay(tailing.retry().first(), tailing.retry().max(), server.random()));
        Lease lease = slots.lease(tailing.reader(), id());
        LogTailer tailer = new LogTailer(
                new LogTailer.Parts(slots.address(tailing.reader()), slot, lease, relay),
                times.engine(),
                times.takeover(),
                server.newOwner());
        Upkeep upkeep = new Upkeep(
                tailer, relay, lease, times.heartbeat(), times.engine().batchSize());
        return new ReadyTailing(
                new TailingPublisher(server.publishRules(), server.dataSource(), capture(slot.names())),
                new ParkedOperations(server.shortTransactions(), id()),
                slot,
                new TailingThreads(tailer, upkeep, executor, scheduler),
                broker);
    }
}
