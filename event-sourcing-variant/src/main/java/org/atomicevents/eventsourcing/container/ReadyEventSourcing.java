package org.atomicevents.eventsourcing.container;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.eventsourcing.relay.Pass;
import org.atomicevents.eventsourcing.relay.StoreRelay;
import org.atomicevents.eventsourcing.store.EventStoreOperations;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Ready;

/** The strategy {@code event-sourcing}, complete. Thread-safe. */
final class ReadyEventSourcing implements Ready {

    private static final System.Logger LOG = System.getLogger(ReadyEventSourcing.class.getName());

    private final EventSourcingSettings settings;
    private final EventPublisher publisher;
    private final EventStoreOperations operations;
    private final ProjectionStore projections;
    private final Broker broker;
    private final PollLoop pollLoop;

    ReadyEventSourcing(EventSourcingParts parts) {
        this.settings = Objects.requireNonNull(parts.settings());
        this.publisher = parts.publisher();
        this.operations = parts.operations();
        this.projections = parts.projections();
        this.broker = parts.broker();
        StoreRelay relay = parts.relay(broker);
        this.pollLoop = parts.pollLoop("The relay of " + EventSourcingPublisher.ID, () -> logged(relay.pass()));
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(operations);
    }

    @Override
    public List<Vital> vitals() {
        return new EventStoreVitals(
                        operations.lag(Instant.now()),
                        settings.relay() ? pollLoop.sinceLastPass() : Duration.ZERO,
                        settings.passes().retry().max(),
                        states())
                .now();
    }

    @Override
    public void start() {
        if (settings.relay()) {
            pollLoop.start();
        }
    }

    @Override
    public void stop() {
        pollLoop.stop();
        broker.close();
    }

    private List<ProjectionState> states() {
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
