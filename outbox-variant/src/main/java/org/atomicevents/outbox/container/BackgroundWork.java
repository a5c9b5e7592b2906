package org.atomicevents.outbox.container;

/** The work of one strategy that runs beside its relay. Thread-safe. */
interface BackgroundWork {

    BackgroundWork NONE = () -> {};

    /** Begins the work, after the relay; called at most once, also in a server without relays. */
    default void start() {}

    /** Ends the work and closes connections; may be called again, and without {@link #start()}. */
    void stop();
}
