package org.atomicevents.console.audit;

/** An action that has come to its end; also a CDI event, fired after the audit has it. */
public record Deed(String who, Action action, String eventId, Outcome outcome) {}
