package org.atomicevents.dualwrite.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.Sender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.SendFirstPublisher;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code send-first}. */
@ApplicationScoped
public class SendFirst implements StrategyProvider {

    private static final int CONNECTIONS = 16;

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Override
    public String id() {
        return "send-first";
    }

    @Override
    public Guarantees guarantees() {
        return SendFirstPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        return () -> {
            Sender sender = brokers.sender(CONNECTIONS);
            return new ReadySender(new SendFirstPublisher(server.publishRules(), sender), sender);
        };
    }
}
