package org.atomicevents.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.Queue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.atomicevents.operations.Vital;

/** Brokers that are reached by JMS: one plain connection factory and one destination for all. Thread-safe. */
public final class JmsBrokers implements Brokers {

    private final String name;
    private final Supplier<ConnectionFactory> factory;
    private final Supplier<Destination> destination;
    private final Supplier<Optional<Queue>> deadLetters;
    private final CallBound bound;

    /** As the other, without dead letters. */
    public JmsBrokers(
            String name, Supplier<ConnectionFactory> factory, Supplier<Destination> destination, CallBound bound) {
        this(name, factory, destination, Optional::empty, bound);
    }

    /**
     * @param name of the destination, for people
     * @param factory gives a plain connection factory, not a pooled XA one; called for each broker and sender, like {@code destination}
     * @param deadLetters gives the queue of what consumers refused, if there is one
     * @param bound of every call; stays the caller's to close
     */
    public JmsBrokers(
            String name,
            Supplier<ConnectionFactory> factory,
            Supplier<Destination> destination,
            Supplier<Optional<Queue>> deadLetters,
            CallBound bound) {
        this.name = Objects.requireNonNull(name);
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.deadLetters = Objects.requireNonNull(deadLetters);
        this.bound = Objects.requireNonNull(bound);
    }

    @Override
    public String destination() {
        return name;
    }

    @Override
    public Broker broker() {
        return new JmsBroker(factory.get(), destination.get(), bound);
    }

    @Override
    public Sender sender(int connections) {
        return new JmsSender(factory.get(), destination.get(), bound, connections);
    }

    @Override
    public Optional<DeadLetterQueue> deadLetters() {
        try {
            return destination.get() instanceof Queue queue
                    ? deadLetters.get().map(found -> new JmsDeadLetters(factory.get(), found, queue, bound))
                    : Optional.empty();
        } catch (IllegalStateException nothingBound) {
            // Whoever sends there says so.
            return Optional.empty();
        }
    }

    @Override
    public List<Vital> vitals() {
        return bound.vitals();
    }
}
