package org.atomicevents.eventsourcing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table that follows from the events, for queries. Its rows carry a generation, so that a new one can be built beside the
 * one that is read; readers ask for {@code (SELECT generation FROM projection WHERE name = … AND status = 'live')} in the
 * same statement.
 *
 * <p>Called by one thread at a time per generation, of one server at a time.
 */
public interface Projection {

    /** Stable for ever; at most 100 characters. */
    String name();

    /** Raised whenever the same events give other rows: the new version is then built beside the old one and takes over. */
    int version();

    /**
     * Has one event's effect on the rows of one generation, in the transaction that moves the checkpoint: exactly once, in
     * the order of positions. An exception rolls the batch back; if it is the event's fault and stays, the projection stops.
     */
    void apply(Connection connection, long generation, StoredEvent event) throws SQLException;

    /**
     * Deletes at most {@code limit} rows of a generation that nobody reads any more.
     *
     * @return how many; fewer than {@code limit} if none is left
     */
    int forget(Connection connection, long generation, int limit) throws SQLException;
}
