package org.atomicevents.jdbc;

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

/** An event as the columns of a table, and back. Times are kept to the microsecond. Stateless. */
public final class EventColumns {

    /** The names of the columns, in the order of {@link #bind} and {@link #read}. */
    public static final String NAMES = "event_id, source, type, subject, time, datacontenttype, data, extensions";

    /** The number of columns. */
    public static final int COUNT = 8;

    private EventColumns() {}

    /** @param first index of the first of {@value #COUNT} parameters */
    public static void bind(Event event, PreparedStatement insert, int first) throws SQLException {
        int column = first;
        insert.setString(column++, event.id());
        insert.setString(column++, event.source().toString());
        insert.setString(column++, event.type());
        insert.setString(column++, event.subject());
        insert.setObject(column++, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
        insert.setString(column++, event.datacontenttype());
        insert.setBytes(column++, event.data());
        bindExtensions(event, insert, column);
    }

    /** Binds the last column alone. */
    public static void bindExtensions(Event event, PreparedStatement statement, int index) throws SQLException {
        if (event.extensions().isEmpty()) {
            statement.setNull(index, Types.ARRAY, "_text");
        } else {
            statement.setArray(index, namesAndValues(statement.getConnection(), event.extensions()));
        }
    }

    /** @param first index of the first of {@value #COUNT} columns */
    public static Event read(ResultSet row, int first) throws SQLException {
        return new Event(
                row.getString(first),
                URI.create(row.getString(first + 1)),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getObject(first + 4, OffsetDateTime.class).toInstant(),
                row.getString(first + 5),
                row.getBytes(first + 6),
                extensions(row.getArray(first + 7)));
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
