package org.atomicevents.eventsourcing;

/** What the module's own tests say of H2, on PostgreSQL. */
class AggregatesPostgresIT extends AggregatesTest {}
