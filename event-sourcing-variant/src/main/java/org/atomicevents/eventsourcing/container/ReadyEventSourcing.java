package org.atomicevents.eventsourcing.container;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.eventsourcing.relay.Pass;
import org.atomicevents.eventsourcing.relay.StoreRelay;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.EventStoreOperations;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.eventsourcing.store.RelayStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Ready;

/** The strategy {@code event-sourcing} on an installed event store. */
final class ReadyEventSourcing implements Ready {

    private static final System.Logger LOG = System.getLogger(EventSourcing.class.getName());

    private final EventSourcingSettings settings;
    private final EventPublisher publisher;
    private final EventStoreOperations entries;
    private final ProjectionStore projections;
    private final Broker broker;
    private final PollLoop pollLoop;

    ReadyEventSourcing(EventSourcingContext context, EventSourcingSettings settings, EventStore store) {
        ShortTransactions transactions = context.server().shortTransactions();
        this.settings = settings;
        this.publisher = new EventSourcingPublisher(context.server().publishRules(), store);
        this.entries = new EventStoreOperations(transactions, EventSourcingPublisher.ID);
        this.projections = new ProjectionStore(transactions);
        this.broker = context.brokers().broker();
        StoreRelay relay = new StoreRelay(
                new Sequencer(transactions),
                new RelayStore(transactions, context.server().newOwner()),
                broker,
                settings.retry().policy(context.server().random()),
                new StoreRelay.Batch(settings.batchSize(), settings.claimFor()));
        this.pollLoop =
                context.pollLoop("The relay of " + EventSourcingPublisher.ID, settings, () -> logged(relay.pass()));
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(entries);
    }

    @Override
    public List<Vital> vitals() {
        return new EventStoreVitals(
                        entries.lag(Instant.now()),
                        settings.here().relays() ? pollLoop.sinceLastPass() : Duration.ZERO,
                        settings.retry().max(),
                        projections())
                .now();
    }

    @Override
    public void start() {
        if (settings.here().relays()) {
            pollLoop.start();
        }
    }

    @Override
    public void stop() {
        pollLoop.stop();
        broker.close();
    }

    private List<ProjectionState> projections() {
        try {
            return projections.all();
        } catch (SQLException e) {
            throw new IllegalStateException("The projections could not be asked: " + e.getMessage(), e);
        }
    }

    private static PassResult logged(Pass pass) {
        if (pass.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} subjects stand still behind a refused event until it is replayed or discarded",
                    pass.parked());
        }
        if (pass.fenced()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A batch outlived its claim and was sent by another relay too: raise"
                            + " atomicevents.event-sourcing.claim-for if this repeats");
        }
        return pass.result();
    }
}
