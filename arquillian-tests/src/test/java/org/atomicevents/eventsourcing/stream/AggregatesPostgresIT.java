package org.atomicevents.eventsourcing.stream;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class AggregatesPostgresIT extends AggregatesTest {}
