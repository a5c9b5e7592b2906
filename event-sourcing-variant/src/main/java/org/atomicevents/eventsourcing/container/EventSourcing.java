package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsBroker;
import org.atomicevents.eventsourcing.relay.Pass;
import org.atomicevents.eventsourcing.relay.StoreRelay;
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
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code event-sourcing}. */
@ApplicationScoped
public class EventSourcing implements StrategyProvider {

    private static final System.Logger LOG = System.getLogger(EventSourcing.class.getName());

    @Inject
    EventSourcingContext surroundings;

    private JmsBroker broker;
    private PollLoop pollLoop;

    @Override
    public String id() {
        return EventSourcingPublisher.ID;
    }

    @Override
    public Guarantees guarantees() {
        return EventSourcingPublisher.GUARANTEES;
    }

    @Override
    public void configure(Configuration configuration) {
        surroundings.configure(configuration);
    }

    @Override
    public Optional<String> refusal() {
        try {
            if (surroundings.isolation() != Connection.TRANSACTION_READ_COMMITTED) {
                return Optional.of(
                        "the data source does not use READ COMMITTED, without which an event that commits late"
                                + " could be passed over: set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED");
            }
            surroundings.install();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the event store's tables could not be created (" + e.getMessage()
                    + "): let the data source's user create tables or create them yourself from META-INF/atomicevents");
        }
    }

    @Override
    public EventPublisher publisher() {
        broker = new JmsBroker(
                surroundings.server().connectionFactory(), surroundings.server().destination());
        StoreRelay relay = relay();
        pollLoop = surroundings.pollLoop("The relay of " + id(), () -> reported(relay.pass()));
        return new EventSourcingPublisher(surroundings.server().publishRules(), surroundings.store());
    }

    @Override
    public void start() {
        if (surroundings.relaysHere()) {
            pollLoop.start();
        }
    }

    @Override
    public void stop() {
        pollLoop.stop();
        broker.close();
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(entries());
    }

    @Override
    public List<Vital> vitals() {
        return new EventStoreVitals(
                        entries().lag(Instant.now()),
                        surroundings.relaysHere() ? pollLoop.sinceLastPass() : Duration.ZERO,
                        surroundings.settings().attempts().max(),
                        projections())
                .now();
    }

    private List<ProjectionState> projections() {
        try {
            return new ProjectionStore(surroundings.server().shortTransactions()).all();
        } catch (SQLException e) {
            throw new IllegalStateException("The projections could not be asked: " + e.getMessage(), e);
        }
    }

    private EventStoreOperations entries() {
        return new EventStoreOperations(surroundings.server().shortTransactions(), id());
    }

    private StoreRelay relay() {
        ShortTransactions transactions = surroundings.server().shortTransactions();
        EventSourcingContext.Settings settings = surroundings.settings();
        return new StoreRelay(
                new Sequencer(transactions),
                new RelayStore(transactions, surroundings.owner()),
                broker,
                surroundings.retry(),
                new StoreRelay.Batch(settings.batchSize(), settings.claimFor()));
    }

    private static PassResult reported(Pass pass) {
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
        return pass.ended();
    }
}
