package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What to read. Immutable.
 *
 * @param mine the shards
 * @param turn another number for each reading, so that no shard is always the last
 * @param limit the number of entries
 * @param without entries that are being sent at this moment
 */
public record Reading(Shards mine, long turn, int limit, List<Entry> without) {

    public Reading {
        without = List.copyOf(without);
    }

    public Reading(Shards mine, long turn, int limit) {
        this(mine, turn, limit, List.of());
    }

    /** Binds the parameters of {@link OutboxSql#read} from {@code first}. */
    void bind(Connection connection, PreparedStatement select, int first, Lane lane) throws SQLException {
        select.setArray(first, connection.createArrayOf("integer", mine.beginningAt(turn)));
        int next = lane.bind(select, first + 1);
        Long[] sending = without.stream().map(Entry::seq).toArray(Long[]::new);
        select.setArray(next, connection.createArrayOf("bigint", sending));
        select.setInt(next + 1, limit);
        select.setInt(next + 2, limit);
        select.setLong(next + 3, Batch.LARGEST_BYTES);
    }
}
