package org.atomicevents.broker;

/**
 * The factory of everything that sends to the configured destination; inject it. Thread-safe.
 *
 * <p>The server's resources are looked up at each call; the last two methods throw {@link IllegalStateException} naming the key and the
 * name if something is missing. None of them connects.
 */
public interface Brokers {

    /** The place that everything is sent to, in words for people; different places have different words. */
    String destination();

    /** A broker over a connection of its own, for the caller to close. */
    Broker broker();

    /**
     * A sender over at most {@code connections} connections, for the caller to close. That many threads send at a time, the
     * others wait for a free connection.
     */
    Sender sender(int connections);
}
