package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.operations.ParkedFilter;

/** A module's query for its parked entries, narrowed by a filter, oldest first, bounded. Immutable. */
public final class ParkedQuery {

    private final String sql;
    private final List<Object> parameters;

    private ParkedQuery(String sql, List<Object> parameters) {
        this.sql = sql;
        this.parameters = List.copyOf(parameters);
    }

    /**
     * @param parked selects all parked entries of the module, in any order; with the columns of {@link EntryTable#parked}, {@code place} as
     *     their order, and whatever else the module needs
     * @param parameters those of {@code parked}
     */
    public static ParkedQuery of(String parked, ParkedFilter filter, int limit, Object... parameters) {
        StringBuilder sql = new StringBuilder("SELECT * FROM (").append(parked).append(") AS parked WHERE 1 = 1");
        List<Object> all = new ArrayList<>(List.of(parameters));
        add(sql, all, " AND type = ?", filter.type());
        add(sql, all, " AND position(CAST(? AS varchar) IN last_error) > 0", filter.reason());
        add(sql, all, " AND parked_at >= ?", timestamp(filter.parkedFrom()));
        add(sql, all, " AND parked_at < ?", timestamp(filter.parkedBefore()));
        all.add(limit);
        return new ParkedQuery(sql.append(" ORDER BY parked_at, place LIMIT ?").toString(), all);
    }

    /** With its parameters; the caller closes it. */
    public PreparedStatement prepared(Connection connection) throws SQLException {
        return EntryTable.prepared(connection, sql, parameters.toArray());
    }

    private static void add(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    private static OffsetDateTime timestamp(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
