package org.atomicevents.dualwrite.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.journal.JournaledPublisher;
import org.atomicevents.dualwrite.journal.LiveEntries;
import org.atomicevents.dualwrite.journal.PooledBroker;
import org.atomicevents.dualwrite.journal.Sweeper;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code journaled-dual-write}. */
@ApplicationScoped
public class JournaledDualWrite implements StrategyProvider {

    static final String ID = "journaled-dual-write";

    private static final int CONNECTIONS = 16;
    private static final Sweeper.Limits LIMITS = new Sweeper.Limits(200, 10, Clock.systemUTC());

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Resource
    ManagedScheduledExecutorService executor;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Guarantees guarantees() {
        return JournaledPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        JournalSettings settings = JournalSettings.read(configuration);
        return () -> open(settings);
    }

    private Availability open(JournalSettings settings) {
        try {
            Optional<MainDatabase> database = MainDatabase.of(server.dataSource(), server.shortTransactions());
            if (database.isEmpty()) {
                return new Refused(
                        "the data source is not on PostgreSQL, and no other database says what became of the"
                                + " transaction of an instance that died",
                        "choose another strategy, or point atomicevents.datasource at PostgreSQL");
            }
            Optional<Refused> refusal = database.get().refusal();
            return refusal.isPresent() ? refusal.get() : opened(settings, database.get());
        } catch (SQLException e) {
            return new Refused(
                    "the database cannot be asked, or the journal in %s not be opened (%s)"
                            .formatted(settings.directory(), e.getMessage()),
                    "see the log, and the disk");
        } catch (IOException e) {
            return new Refused(
                    "the journal's directory cannot be used (%s)".formatted(e),
                    "let the server write there, or choose another one (%s)".formatted(JournalSettings.DIRECTORY));
        } catch (NoClassDefFoundError e) {
            return new Refused("the server has no module com.h2database.h2, which keeps the journal", "install it");
        }
    }

    /** Opens the file; it is closed again if anything else fails, because the next deployment needs the directory. */
    private Ready opened(JournalSettings settings, MainDatabase database) throws SQLException, IOException {
        JournalFile file = JournalFile.open(settings.directory());
        try {
            return ready(settings, database, file);
        } catch (SQLException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private Ready ready(JournalSettings settings, MainDatabase database, JournalFile file) throws SQLException {
        JournalStore store = new JournalStore(file);
        LiveEntries liveEntries = new LiveEntries();
        PooledBroker committing = new PooledBroker(brokers::broker, CONNECTIONS);
        Broker sweeping = brokers.broker();
        EventPublisher publisher = new JournaledPublisher(
                server.publishRules(),
                server.registry(),
                database,
                new JournaledPublisher.Journal(store, liveEntries),
                committing);
        Sweeper sweeper = new Sweeper(store, liveEntries, database, sweeping, LIMITS);
        SweepLog log = new SweepLog();
        PollLoop sweeps = new PollLoop(
                () -> log.record(sweeper.pass()),
                new PollDelay(settings.sweepPeriod(), JournalSettings.LONGEST_WAIT, server.random()),
                log.failures(),
                executor);
        return new ReadyJournal(publisher, sweeps, List.of(committing, sweeping), file, store);
    }
}
