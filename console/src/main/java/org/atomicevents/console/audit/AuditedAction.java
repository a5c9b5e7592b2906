package org.atomicevents.console.audit;

import org.atomicevents.console.audit.store.Target;

/** A finished action of an operator; also a CDI event, fired after its row of the audit was updated. Immutable. */
public record AuditedAction(String who, Action action, Target target, ActionResult result) {}
