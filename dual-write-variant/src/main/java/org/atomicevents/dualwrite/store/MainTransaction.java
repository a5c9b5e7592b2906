package org.atomicevents.dualwrite.store;

/**
 * A transaction of the main database.
 *
 * @param id the database's own number of it, never used again within {@code lineage}
 * @param lineage the database and its time line
 */
public record MainTransaction(String id, String lineage) {}
