package org.atomicevents.outbox.store;

import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atomicevents.Event;

/** An event as columns and back. Times are kept to the microsecond. */
final class Rows {

    private Rows() {}

    /** Returns the index of the next parameter. */
    static int bind(Event event, PreparedStatement insert, int first) throws SQLException {
        int column = first;
        insert.setString(column++, event.id());
        insert.setString(column++, event.source().toString());
        insert.setString(column++, event.type());
        insert.setString(column++, event.subject());
        insert.setObject(column++, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
        insert.setString(column++, event.datacontenttype());
        insert.setBytes(column++, event.data());
        bindExtensions(event, insert, column);
        return column + 1;
    }

    static void bindExtensions(Event event, PreparedStatement statement, int column) throws SQLException {
        if (event.extensions().isEmpty()) {
            statement.setNull(column, Types.ARRAY, "_text");
        } else {
            statement.setArray(column, namesAndValues(statement.getConnection(), event.extensions()));
        }
    }

    /** Columns: seq, attempts, then the event in the order of {@link #bind}. */
    static Entry read(ResultSet row) throws SQLException {
        Event event = new Event(
                row.getString(3),
                URI.create(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8),
                row.getBytes(9),
                extensions(row.getArray(10)));
        return new Entry(row.getLong(1), event, row.getInt(2));
    }

    private static Array namesAndValues(Connection connection, Map<String, String> extensions) throws SQLException {
        Object[] flat = extensions.entrySet().stream()
                .flatMap(extension -> Stream.of(extension.getKey(), extension.getValue()))
                .toArray();
        return connection.createArrayOf("text", flat);
    }

    private static Map<String, String> extensions(Array namesAndValues) throws SQLException {
        if (namesAndValues == null) {
            return Map.of();
        }
        Object[] flat = (Object[]) namesAndValues.getArray();
        Map<String, String> extensions = new TreeMap<>();
        for (int i = 0; i < flat.length; i += 2) {
            extensions.put(flat[i].toString(), flat[i + 1].toString());
        }
        return extensions;
    }
}
