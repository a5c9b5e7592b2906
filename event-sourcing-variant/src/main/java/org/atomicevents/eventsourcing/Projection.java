package org.atomicevents.eventsourcing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table made from the events, for queries. Its rows carry a generation, so that a new one can be built beside the
 * one that is read; readers ask for {@code (SELECT generation FROM projection WHERE name = … AND status = 'live')} in the
 * same statement.
 *
 * <p>Called by one thread at a time per generation, of one server at a time.
 */
public interface Projection {

    /** The name of the projection; stable for ever; at most 100 characters. */
    String name();

    /**
     * The version of {@link #apply}; raised whenever the same events give other rows. The new version is then built beside the
     * old one and takes over.
     */
    int version();

    /**
     * Applies one event to the rows of one generation, in the transaction that moves the checkpoint: each event exactly once,
     * in the order of positions. An exception rolls the batch back and the event is tried again; after the last attempt nothing
     * more of its stream is applied until the projection is rebuilt, and the other streams go on. It stops altogether at a statement that
     * is wrong (SQLSTATE class 42), or with the 101st such stream. Failures of the database itself, such as a lost connection, do not
     * count.
     */
    void apply(Connection connection, long generation, StoredEvent event) throws SQLException;

    /**
     * Deletes at most {@code limit} rows of a generation that is not read any more.
     *
     * @return the number of rows deleted; fewer than {@code limit} if none is left
     */
    int forget(Connection connection, long generation, int limit) throws SQLException;
}
