package org.atomicevents.eventsourcing.store;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class EventStorePostgresIT extends EventStoreTest {}
