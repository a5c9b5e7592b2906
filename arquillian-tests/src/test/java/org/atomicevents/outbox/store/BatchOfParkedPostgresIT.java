package org.atomicevents.outbox.store;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class BatchOfParkedPostgresIT extends BatchOfParkedTest {}
