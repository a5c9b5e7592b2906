package org.atomicevents.dualwrite.container;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.dualwrite.journal.JournalVitals;
import org.atomicevents.dualwrite.journal.JournaledPublisher;
import org.atomicevents.dualwrite.journal.LiveEntries;
import org.atomicevents.dualwrite.journal.PooledBroker;
import org.atomicevents.dualwrite.journal.Sweeper;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalOperations;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Ready;

/** The strategy {@code journaled-dual-write} on an open journal, which it closes. */
final class ReadyJournal implements Ready {

    private static final int CONNECTIONS = 16;
    private static final Sweeper.Limits LIMITS = new Sweeper.Limits(200, 10, Clock.systemUTC());

    private final JournalFile file;
    private final JournalStore store;
    private final Broker committers;
    private final Broker sweepers;
    private final EventPublisher publisher;
    private final PollLoop pollLoop;

    ReadyJournal(JournaledDualWrite server, JournalSettings settings, MainDatabase database, JournalFile file)
            throws SQLException {
        this.file = file;
        this.store = new JournalStore(file);
        this.committers = new PooledBroker(server.brokers::broker, CONNECTIONS);
        this.sweepers = server.brokers.broker();
        LiveEntries liveEntries = new LiveEntries();
        this.publisher = new JournaledPublisher(
                server.server.publishRules(),
                server.server.registry(),
                database,
                new JournaledPublisher.Journal(store, liveEntries),
                committers);
        Sweeper sweeper = new Sweeper(store, liveEntries, database, sweepers, LIMITS);
        PollDelay delay = new PollDelay(settings.sweepPeriod(), JournalSettings.LONGEST_WAIT, server.server.random());
        SweepLog log = new SweepLog();
        this.pollLoop = new PollLoop(() -> log.record(sweeper.pass()), delay, log.failures(), server.executor);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new JournalOperations(store, JournaledDualWrite.ID));
    }

    @Override
    public List<Vital> vitals() {
        return JournalVitals.of(store);
    }

    @Override
    public void start() {
        pollLoop.start();
    }

    @Override
    public void stop() {
        pollLoop.stop();
        committers.close();
        sweepers.close();
        file.close();
    }
}
