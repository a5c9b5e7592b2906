package org.atomicevents.console.audit;

/** A finished action of an operator; also a CDI event, fired after its row of the audit was updated. Immutable. */
public record AuditedAction(String who, Action action, String source, String eventId, ActionResult result) {}
