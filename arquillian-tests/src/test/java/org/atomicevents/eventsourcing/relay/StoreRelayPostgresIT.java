package org.atomicevents.eventsourcing.relay;

/** What the module's own tests say of H2, on PostgreSQL. */
class StoreRelayPostgresIT extends StoreRelayTest {}
