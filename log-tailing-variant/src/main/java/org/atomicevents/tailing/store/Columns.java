package org.atomicevents.tailing.store;

import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atomicevents.Event;

/** An event as columns and back, in the order of {@link Statements#EVENT}. */
final class Columns {

    private Columns() {}

    static void bind(Event event, PreparedStatement insert, int first) throws SQLException {
        insert.setString(first, event.id());
        insert.setString(first + 1, event.source().toString());
        insert.setString(first + 2, event.type());
        insert.setString(first + 3, event.subject());
        insert.setObject(first + 4, event.time().atOffset(ZoneOffset.UTC));
        insert.setString(first + 5, event.datacontenttype());
        insert.setBytes(first + 6, event.data());
        if (event.extensions().isEmpty()) {
            insert.setNull(first + 7, Types.ARRAY, "_text");
            return;
        }
        List<String> flat = new ArrayList<>();
        event.extensions().forEach((name, value) -> flat.addAll(List.of(name, value)));
        insert.setArray(first + 7, insert.getConnection().createArrayOf("text", flat.toArray()));
    }

    static Event read(ResultSet row, int first) throws SQLException {
        java.sql.Array flat = row.getArray(first + 7);
        return new Event(
                row.getString(first),
                URI.create(row.getString(first + 1)),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getObject(first + 4, OffsetDateTime.class).toInstant(),
                row.getString(first + 5),
                row.getBytes(first + 6),
                flat == null ? Map.of() : extensions((Object[]) flat.getArray()));
    }

    private static Map<String, String> extensions(Object[] flat) {
        Map<String, String> extensions = new TreeMap<>();
        for (int i = 0; i < flat.length; i += 2) {
            extensions.put(flat[i].toString(), flat[i + 1].toString());
        }
        return extensions;
    }
}
