package org.atomicevents.eventsourcing.projection;

/** What the module's own tests say of H2, on PostgreSQL. */
class ProjectionRunnerPostgresIT extends ProjectionRunnerTest {}
