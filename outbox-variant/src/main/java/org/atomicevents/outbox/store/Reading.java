package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What to read. Immutable.
 *
 * @param mine the shards
 * @param turn another number for each reading, so that no shard is always the last
 * @param limit the number of entries
 */
public record Reading(Shards mine, long turn, int limit) {

    /** Binds the parameters of {@link OutboxSql#read} from {@code first}. */
    void bind(Connection connection, PreparedStatement select, int first, Lane lane) throws SQLException {
        select.setArray(first, connection.createArrayOf("integer", mine.beginningAt(turn)));
        int next = lane.bind(select, first + 1);
        select.setInt(next, limit);
        select.setInt(next + 1, limit);
        select.setLong(next + 2, Batch.LARGEST_BYTES);
    }
}
