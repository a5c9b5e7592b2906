package org.atomicevents.dualwrite.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsSender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.DualWritePublisher;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code dual-write}. */
@ApplicationScoped
public class DualWrite implements StrategyProvider {

    private static final int CONNECTIONS = 16;

    @Inject
    ServerResources server;

    private JmsSender sender;

    @Override
    public String id() {
        return "dual-write";
    }

    @Override
    public Guarantees guarantees() {
        return DualWritePublisher.GUARANTEES;
    }

    @Override
    public Optional<String> refusal() {
        sender = new JmsSender(server.connectionFactory(), server.destination(), CONNECTIONS);
        return Optional.empty();
    }

    @Override
    public EventPublisher publisher() {
        return new DualWritePublisher(server.publishRules(), server.registry(), sender);
    }

    @Override
    public void stop() {
        sender.close();
    }
}
