package org.atomicevents.eventsourcing.projection;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class PoisonProjectionPostgresIT extends PoisonProjectionTest {}
