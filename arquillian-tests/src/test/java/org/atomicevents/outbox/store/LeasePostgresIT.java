package org.atomicevents.outbox.store;

/** What the module's own tests say of H2, on PostgreSQL. */
class LeasePostgresIT extends LeaseTest {}
