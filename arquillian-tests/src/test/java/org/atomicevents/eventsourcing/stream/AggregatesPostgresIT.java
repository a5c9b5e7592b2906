package org.atomicevents.eventsourcing.stream;

/** What the module's own tests say of H2, on PostgreSQL. */
class AggregatesPostgresIT extends AggregatesTest {}
