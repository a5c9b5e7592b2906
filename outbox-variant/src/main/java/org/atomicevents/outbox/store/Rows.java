package org.atomicevents.outbox.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/** An outbox row and its parts. */
final class Rows {

    private Rows() {}

    /** Returns the index of the next parameter. */
    static int bind(Event event, PreparedStatement insert, int first) throws SQLException {
        EventColumns.bind(event, insert, first);
        return first + EventColumns.COUNT;
    }

    /** Names and values in turn, as {@link EventColumns} keeps them. */
    static void bindExtensions(Map<String, String> extensions, PreparedStatement statement, int column)
            throws SQLException {
        if (extensions.isEmpty()) {
            statement.setNull(column, Types.ARRAY, "_text");
            return;
        }
        Object[] flat = new TreeMap<>(extensions)
                .entrySet().stream()
                        .flatMap(extension -> Stream.of(extension.getKey(), extension.getValue()))
                        .toArray();
        statement.setArray(column, statement.getConnection().createArrayOf("text", flat));
    }

    /** Columns: seq, attempts, then {@link EventColumns}. */
    static Entry read(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), EventColumns.read(row, 3), row.getInt(2));
    }
}
