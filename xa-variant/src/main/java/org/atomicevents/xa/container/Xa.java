package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.container.ServerResources;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.xa.XaProbe;
import org.atomicevents.xa.XaPublisher;

/** Offers {@code xa}. */
@ApplicationScoped
public class Xa implements StrategyProvider {

    @Inject
    ServerResources server;

    @Override
    public String id() {
        return "xa";
    }

    @Override
    public Guarantees guarantees() {
        return XaPublisher.GUARANTEES;
    }

    @Override
    public Optional<String> refusal() {
        server.destination();
        return new XaProbe(server.transactionManager(), server.dataSource(), server.xaConnectionFactory()).refusal();
    }

    @Override
    public EventPublisher publisher() {
        return new XaPublisher(
                server.publishRules(), server.dataSource(), server.xaConnectionFactory(), server.destination());
    }
}
