package org.atomicevents.outbox.relay;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class TakeOverPostgresIT extends TakeOverTest {}
