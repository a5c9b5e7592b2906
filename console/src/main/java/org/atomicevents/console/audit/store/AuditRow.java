package org.atomicevents.console.audit.store;

import java.time.Instant;

/** One line of the audit, as it was written. */
public record AuditRow(Instant at, String who, String action, String eventId, String outcome) {}
