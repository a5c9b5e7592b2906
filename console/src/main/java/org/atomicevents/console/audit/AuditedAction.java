package org.atomicevents.console.audit;

/** An action that has come to its end; also a CDI event, fired after the audit has it. */
public record AuditedAction(String who, Action action, String eventId, ActionResult outcome) {}
