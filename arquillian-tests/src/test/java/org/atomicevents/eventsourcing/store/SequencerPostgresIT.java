package org.atomicevents.eventsourcing.store;

/** What the module's own tests say of H2, on PostgreSQL. */
class SequencerPostgresIT extends SequencerTest {}
