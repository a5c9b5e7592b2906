package org.atomicevents.harness.fault;

import org.atomicevents.servers.Stack;

/**
 * The circumstances in which a fault strikes.
 *
 * @param command that is under way, about {@code product}, which it moves to version 2
 */
public record Situation(Stack stack, String product, String command) {}
