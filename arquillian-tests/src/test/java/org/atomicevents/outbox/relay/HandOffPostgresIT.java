package org.atomicevents.outbox.relay;

/** The module's own tests, on PostgreSQL. */
class HandOffPostgresIT extends HandOffTest {}
