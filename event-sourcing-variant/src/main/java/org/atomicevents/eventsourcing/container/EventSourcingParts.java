package org.atomicevents.eventsourcing.container;

import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.broker.Broker;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.projection.ProjectionRunner;
import org.atomicevents.eventsourcing.relay.StoreRelay;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.EventStoreOperations;
import org.atomicevents.eventsourcing.store.EventStoreSql;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.eventsourcing.store.RelayStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.eventsourcing.store.Snapshots;
import org.atomicevents.eventsourcing.stream.Aggregates;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;

/** The parts of the strategy, made from its settings and the server over tables that are installed. Thread-safe. */
final class EventSourcingParts {

    private static final System.Logger LOG = System.getLogger(EventSourcingParts.class.getName());

    private final EventSourcingSettings settings;
    private final EventSourcingContext context;
    private final ShortTransactions transactions;
    private final EventStore store;
    private final Snapshots snapshots;

    private EventSourcingParts(
            EventSourcingSettings settings, EventSourcingContext context, EventStore store, Snapshots snapshots) {
        this.settings = Objects.requireNonNull(settings);
        this.context = Objects.requireNonNull(context);
        this.store = Objects.requireNonNull(store);
        this.snapshots = Objects.requireNonNull(snapshots);
        transactions = context.server().shortTransactions();
    }

    /** Installs the tables and makes the parts; outside any transaction. Starts nothing and does not connect to the broker. */
    static EventSourcingParts install(EventSourcingSettings settings, EventSourcingContext context)
            throws SQLException {
        DataSource database = context.server().dataSource();
        EventStoreSql sql = EventStoreSql.of(Database.of(database));
        EventStore.install(database, sql);
        EventStore store = new EventStore(database, sql, context.server().publishRules());
        return new EventSourcingParts(settings, context, store, new Snapshots(database));
    }

    EventSourcingSettings settings() {
        return settings;
    }

    /** A broker over a connection of its own, for the caller to close. */
    Broker broker() {
        return context.brokers().broker();
    }

    EventSourcingPublisher publisher() {
        return new EventSourcingPublisher(context.server().publishRules(), store);
    }

    EventStoreOperations operations() {
        return new EventStoreOperations(transactions, EventSourcingPublisher.ID);
    }

    <S> Aggregates<S> aggregates(Fold<S> fold) {
        return new Aggregates<>(store, snapshots, fold, settings.snapshotEvery());
    }

    /** The relay of this server, as the owner of its claims. */
    StoreRelay relay(Broker broker) {
        return new StoreRelay(
                new Sequencer(transactions),
                new RelayStore(transactions, context.server().newOwner()),
                broker,
                settings.passes().retry().policy(context.server().random()),
                new StoreRelay.Batch(settings.passes().batchSize(), settings.claimFor()));
    }

    ProjectionStore projections() {
        return new ProjectionStore(transactions);
    }

    ProjectionRunner runner(Projection projection) {
        EventSourcingSettings.Passes passes = settings.passes();
        return new ProjectionRunner(
                projection,
                new Sequencer(transactions),
                projections(),
                passes.batchSize(),
                passes.retry().maxAttempts());
    }

    /**
     * A loop of passes on the server's threads; not started yet.
     *
     * @param name the beginning of its log lines, such as "The relay of event-sourcing"
     */
    PollLoop pollLoop(String name, PollLoop.Pass pass) {
        EventSourcingSettings.Passes passes = settings.passes();
        PollDelay pollDelay = new PollDelay(
                passes.pollPeriod(), passes.retry().max(), context.server().random());
        FailureLog failures = new FailureLog(LOG, name + " failed and tries again");
        return new PollLoop(() -> recorded(failures, name, pass.make()), pollDelay, failures, context.executor());
    }

    private static PassResult recorded(FailureLog failures, String name, PassResult result) {
        if (result == PassResult.UNREACHABLE) {
            failures.failed(name + " makes no progress and tries again");
        } else if (result != PassResult.CONTENDED) {
            failures.recovered(name + " is at work again");
        }
        return result;
    }
}
