package org.atomicevents.catalog.command;

import org.atomicevents.EventPublisher;

/** The publisher a request asked for and the name it asked by; the name goes to the ledger, the command does not look at it. */
public record Announcer(String strategy, EventPublisher publisher) {}
