package org.atomicevents.outbox.store;

/** The module's own tests, on PostgreSQL. */
class LeasePostgresIT extends LeaseTest {}
