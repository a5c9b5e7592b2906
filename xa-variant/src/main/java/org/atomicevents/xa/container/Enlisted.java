package org.atomicevents.xa.container;

import jakarta.inject.Inject;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.container.ServerResources;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaProbe;
import org.atomicevents.xa.XaPublisher;

/** What the strategies have in common that differ only in how the data source takes part in the transaction. */
abstract class Enlisted implements StrategyProvider {

    @Inject
    ServerResources server;

    private final String id;
    private final Enlistment enlistment;
    private final Guarantees guarantees;

    Enlisted(String id, Enlistment enlistment, Guarantees guarantees) {
        this.id = id;
        this.enlistment = enlistment;
        this.guarantees = guarantees;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }

    @Override
    public Optional<String> refusal() {
        server.destination();
        return new XaProbe(server.transactionManager(), server.dataSource(), server.xaConnectionFactory(), enlistment)
                .refusal();
    }

    @Override
    public EventPublisher publisher() {
        return new XaPublisher(
                server.publishRules(),
                server.dataSource(),
                server.xaConnectionFactory(),
                server.destination(),
                guarantees);
    }
}
