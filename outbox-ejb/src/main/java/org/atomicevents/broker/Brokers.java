package org.atomicevents.broker;

import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;

/**
 * The factory of everything that sends to the configured destination; inject it. Thread-safe.
 *
 * <p>The server's resources are looked up at each call; {@link #broker} and {@link #sender} throw {@link IllegalStateException} naming the key and the
 * name if something is missing. None of them connects.
 */
public interface Brokers {

    /** Where its vital signs stand among those of the strategies. */
    String ID = "broker";

    /** The place that everything is sent to, in words for people; different places have different words. */
    String destination();

    /**
     * What consumers have refused of the destination; empty if this kind of broker has no such queue, or if it was not found, which is
     * logged. Looked up at each call.
     */
    default Optional<DeadLetterQueue> deadLetters() {
        return Optional.empty();
    }

    /** How the broker answers everybody who sends to it; none if this kind of broker does not know. */
    default List<Vital> vitals() {
        return List.of();
    }

    /** A broker over a connection of its own, for the caller to close. */
    Broker broker();

    /**
     * A sender over at most {@code connections} connections, for the caller to close. That many threads send at a time, the
     * others wait for a free connection.
     */
    Sender sender(int connections);
}
