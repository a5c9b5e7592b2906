package org.atomicevents.tailing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.capture.Capture;
import org.atomicevents.tailing.store.Requirements;
import org.atomicevents.tailing.store.Slot;

/** The base of both strategies: a capture, and a reader of the log on the server's threads. */
abstract class TailingStrategy implements StrategyProvider {

    @Inject
    ServerResources server;

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

    abstract Capture capture();

    @Override
    public Guarantees guarantees() {
        return TailingPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        TailingSettings tailing = TailingSettings.read(configuration);
        return () -> open(tailing);
    }

    private Availability open(TailingSettings tailing) {
        Optional<Refused> unwanted = unwanted(tailing);
        if (unwanted.isPresent()) {
            return unwanted.get();
        }
        try {
            if (!Requirements.hasReadableLog(server.dataSource())) {
                return new Refused(
                        "the data source is on H2, whose log nobody can read",
                        "use PostgreSQL with wal_level = logical");
            }
            Optional<Refused> missing = slots.missing(tailing.reader());
            if (missing.isPresent()) {
                return missing.get();
            }
            Slot slot = slots.slot(tailing, id());
            Optional<Refused> lost = slot.prepare();
            return lost.isPresent() ? lost.get() : new ReadyTailing(this, tailing, slot);
        } catch (SQLException e) {
            return new Refused(
                    "tables, publication or slot could not be made (" + e.getMessage() + ")",
                    "the data source's user has to be able to create tables, and publications (GRANT CREATE ON"
                            + " DATABASE), and a slot has to be free (max_replication_slots)");
        } catch (LinkageError e) {
            return new Refused(
                    "a library is missing (" + e + ")",
                    "the server needs the module org.postgresql.jdbc, see driver-module.cli, and the EAR the reader of the"
                            + " log, see log-tailing-variant/README.md");
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
        return tailing.remove().contains(id())
                ? Optional.of(new Refused(
                        "atomicevents.tailing.remove names it", "take it out there or out of atomicevents.strategies"))
                : Optional.empty();
    }
}
