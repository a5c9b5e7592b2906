package org.atomicevents.outbox.relay;

/** What the module's own tests say of H2, on PostgreSQL. */
class HandOffPostgresIT extends HandOffTest {}
