package org.atomicevents.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import java.util.Objects;
import java.util.function.Supplier;

/** Brokers that are reached by JMS: one plain connection factory and one destination for all. Thread-safe. */
public final class JmsBrokers implements Brokers {

    private final String name;
    private final Supplier<ConnectionFactory> factory;
    private final Supplier<Destination> destination;

    /**
     * @param name of the destination, for people
     * @param factory gives a plain connection factory, not a pooled XA one; called for each broker and sender, like {@code destination}
     */
    public JmsBrokers(String name, Supplier<ConnectionFactory> factory, Supplier<Destination> destination) {
        this.name = Objects.requireNonNull(name);
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
    }

    @Override
    public String destination() {
        return name;
    }

    @Override
    public Broker broker() {
        return new JmsBroker(factory.get(), destination.get());
    }

    @Override
    public Sender sender(int connections) {
        return new JmsSender(factory.get(), destination.get(), connections);
    }
}
