package org.atomicevents.eventsourcing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import org.atomicevents.Guarantees;
import org.atomicevents.container.ServerResources;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.EventStoreOperations;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;
import org.atomicevents.jdbc.Isolation;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code event-sourcing}. Thread-safe. */
@ApplicationScoped
public class EventSourcing implements StrategyProvider {

    @Inject
    EventSourcingContext context;

    @Inject
    OpenedEventStore opened;

    @Override
    public String id() {
        return EventSourcingPublisher.ID;
    }

    @Override
    public Guarantees guarantees() {
        return EventSourcingPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        EventSourcingSettings settings = EventSourcingSettings.read(configuration);
        return () -> open(settings);
    }

    @Override
    public LeftBehind leftBehind() {
        ServerResources server = context.server();
        try {
            if (!EventStore.isInstalled(server.dataSource())) {
                return LeftBehind.NOTHING;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The event store could not be looked for: " + e.getMessage(), e);
        }
        EventStoreOperations.Lag lag = new EventStoreOperations(server.shortTransactions(), id()).lag(Instant.now());
        return LeftBehind.entries(lag.events() + lag.parked(), lag.oldest());
    }

    private Availability open(EventSourcingSettings settings) {
        EventSourcingParts parts;
        try {
            if (!Isolation.isReadCommitted(context.server().dataSource())) {
                return new Refused(
                        "the data source does not use READ COMMITTED, without which an event that commits late"
                                + " could be passed over",
                        "set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED");
            }
            parts = EventSourcingParts.install(settings, context);
        } catch (SQLException e) {
            return new Refused(
                    "the event store's tables could not be created (" + e.getMessage() + ")",
                    "let the data source's user create tables or create them yourself from META-INF/atomicevents");
        }
        ReadyEventSourcing ready = new ReadyEventSourcing(parts);
        opened.set(parts);
        return ready;
    }
}
