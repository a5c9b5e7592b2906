package org.atomicevents.dualwrite.container;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.journal.JournalVitals;
import org.atomicevents.dualwrite.journal.JournaledPublisher;
import org.atomicevents.dualwrite.journal.LiveEntries;
import org.atomicevents.dualwrite.journal.PooledBroker;
import org.atomicevents.dualwrite.journal.Sweeper;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalOperations;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.PostgresDatabase;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code journaled-dual-write}. */
@ApplicationScoped
public class JournaledDualWrite implements StrategyProvider {

    private static final String DIRECTORY = "atomicevents.journal.directory";
    private static final int CONNECTIONS = 16;
    private static final Sweeper.Limits LIMITS = new Sweeper.Limits(200, 10, Clock.systemUTC());

    /** Half of the time after which the journal writes over what is out of date; see JournalFile. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    @Inject
    ServerResources server;

    @Resource
    ManagedScheduledExecutorService executor;

    private final LiveEntries live = new LiveEntries();
    private Path directory;
    private Duration sweepPeriod;
    private PostgresDatabase database;
    private JournalFile file;
    private JournalStore store;
    private PooledBroker committers;
    private JmsBroker sweepers;
    private PollLoop pollLoop;

    @Override
    public String id() {
        return "journaled-dual-write";
    }

    @Override
    public Guarantees guarantees() {
        return JournaledPublisher.GUARANTEES;
    }

    @Override
    public void configure(Configuration configuration) {
        Path data = Path.of(System.getProperty("jboss.server.data.dir", ""));
        directory = Path.of(configuration.text(
                DIRECTORY, data.resolve("atomicevents").resolve("journal").toString()));
        if (!directory.isAbsolute()) {
            configuration.refuse("%s = %s has to be an absolute path on a disk that the instance comes back with"
                    .formatted(DIRECTORY, directory));
        }
        sweepPeriod = configuration.duration(
                "atomicevents.journal.sweep-period", "PT1S", Duration.ofMillis(10), LONGEST_WAIT);
    }

    @Override
    public Optional<String> refusal() {
        database = new PostgresDatabase(server.dataSource());
        try {
            Optional<String> refusal = database.refusal();
            if (refusal.isPresent()) {
                return refusal;
            }
            file = JournalFile.open(directory);
            store = new JournalStore(file);
        } catch (SQLException e) {
            return Optional.of(
                    "the database cannot be asked, or the journal in %s not be opened (%s): see the log, and the disk"
                            .formatted(directory, e.getMessage()));
        } catch (IOException e) {
            return Optional.of(
                    "the journal's directory cannot be used (%s): let the server write there, or choose another one (%s)"
                            .formatted(e, DIRECTORY));
        } catch (NoClassDefFoundError e) {
            return Optional.of("the server has no module com.h2database.h2, which keeps the journal: install it");
        }
        committers = new PooledBroker(server.connectionFactory(), server.destination(), CONNECTIONS);
        sweepers = new JmsBroker(server.connectionFactory(), server.destination());
        return Optional.empty();
    }

    @Override
    public EventPublisher publisher() {
        return new JournaledPublisher(
                server.publishRules(),
                server.registry(),
                database,
                new JournaledPublisher.Journal(store, live),
                committers);
    }

    @Override
    public void start() {
        Sweeper sweeper = new Sweeper(store, live, database, sweepers, LIMITS);
        PollDelay pollDelay = new PollDelay(
                sweepPeriod, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble());
        SweepLog report = new SweepLog();
        pollLoop = new PollLoop(() -> report.of(sweeper.pass()), pollDelay, report.troubles(), executor);
        pollLoop.start();
    }

    @Override
    public void stop() {
        if (pollLoop != null) {
            pollLoop.stop();
        }
        committers.close();
        sweepers.close();
        letGo();
    }

    /** Also when the deployment fails and {@link #stop} is never called: the next one needs the directory. */
    @PreDestroy
    void letGo() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new JournalOperations(store, id()));
    }

    @Override
    public List<Vital> vitals() {
        return JournalVitals.of(store);
    }
}
