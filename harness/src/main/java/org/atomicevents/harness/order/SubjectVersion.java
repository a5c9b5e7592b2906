package org.atomicevents.harness.order;

/** That an event moved its subject to a version, as one source tells it. */
record SubjectVersion(String eventId, long version) {}
