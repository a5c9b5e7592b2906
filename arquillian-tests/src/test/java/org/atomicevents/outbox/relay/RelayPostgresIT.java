package org.atomicevents.outbox.relay;

/** What the module's own tests say of H2, on PostgreSQL. */
class RelayPostgresIT extends RelayTest {}
