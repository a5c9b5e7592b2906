package org.atomicevents.dualwrite.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.JmsSender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.SendFirstPublisher;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code send-first}. */
@ApplicationScoped
public class SendFirst implements StrategyProvider {

    private static final int CONNECTIONS = 16;

    @Inject
    ServerResources server;

    private JmsSender sender;

    @Override
    public String id() {
        return "send-first";
    }

    @Override
    public Guarantees guarantees() {
        return SendFirstPublisher.GUARANTEES;
    }

    @Override
    public Optional<String> refusal() {
        sender = new JmsSender(server.connectionFactory(), server.destination(), CONNECTIONS);
        return Optional.empty();
    }

    @Override
    public EventPublisher publisher() {
        return new SendFirstPublisher(server.publishRules(), sender);
    }

    @Override
    public void stop() {
        sender.close();
    }
}
