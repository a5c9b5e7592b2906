package org.atomicevents.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.Queue;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Brokers that are reached by JMS: one plain connection factory and one destination for all. Thread-safe. */
public final class JmsBrokers implements Brokers {

    private final String name;
    private final Supplier<ConnectionFactory> factory;
    private final Supplier<Destination> destination;
    private final Supplier<Optional<Queue>> deadLetters;

    /** As the other, without dead letters. */
    public JmsBrokers(String name, Supplier<ConnectionFactory> factory, Supplier<Destination> destination) {
        this(name, factory, destination, Optional::empty);
    }

    /**
     * @param name of the destination, for people
     * @param factory gives a plain connection factory, not a pooled XA one; called for each broker and sender, like {@code destination}
     * @param deadLetters gives the queue of what consumers refused, if there is one
     */
    public JmsBrokers(
            String name,
            Supplier<ConnectionFactory> factory,
            Supplier<Destination> destination,
            Supplier<Optional<Queue>> deadLetters) {
        this.name = Objects.requireNonNull(name);
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.deadLetters = Objects.requireNonNull(deadLetters);
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

    @Override
    public Optional<DeadLetterQueue> deadLetters() {
        try {
            return destination.get() instanceof Queue queue
                    ? deadLetters.get().map(found -> new JmsDeadLetters(factory.get(), found, queue))
                    : Optional.empty();
        } catch (IllegalStateException nothingBound) {
            // Whoever sends there says so.
            return Optional.empty();
        }
    }
}
