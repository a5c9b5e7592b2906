package org.atomicevents.console.audit.store;

import java.time.Instant;

/** One row of the audit. Immutable. */
public record AuditRow(Instant at, String who, String action, Target target, String outcome) {}
