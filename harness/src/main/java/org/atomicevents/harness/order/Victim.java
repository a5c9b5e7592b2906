package org.atomicevents.harness.order;

/** What is killed under load and started again. */
public enum Victim {
    /** One of the application server's two processes; the other one goes on. */
    SERVER,
    /** The database of all; everybody waits for it. */
    DATABASE,
    /** The first application's broker. */
    BROKER
}
