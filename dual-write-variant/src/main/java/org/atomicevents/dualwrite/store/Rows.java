package org.atomicevents.dualwrite.store;

import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atomicevents.Event;

/** An entry as columns and back. */
final class Rows {

    private Rows() {}

    static void bind(long seq, MainTransaction transaction, Event event, PreparedStatement insert) throws SQLException {
        insert.setLong(1, seq);
        insert.setString(2, transaction.id());
        insert.setString(3, transaction.lineage());
        insert.setString(4, event.id());
        insert.setString(5, event.source().toString());
        insert.setString(6, event.type());
        insert.setString(7, event.subject());
        insert.setObject(8, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
        insert.setString(9, event.datacontenttype());
        insert.setBytes(10, event.data());
        Object[] extensions = event.extensions().entrySet().stream()
                .flatMap(extension -> Stream.of(extension.getKey(), extension.getValue()))
                .toArray();
        insert.setArray(11, insert.getConnection().createArrayOf("varchar", extensions));
    }

    static Intent read(ResultSet row) throws SQLException {
        Event event = new Event(
                row.getString("event_id"),
                URI.create(row.getString("source")),
                row.getString("type"),
                row.getString("subject"),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getString("datacontenttype"),
                row.getBytes("data"),
                extensions((Object[]) row.getArray("extensions").getArray()));
        return new Intent(
                row.getLong("seq"),
                event,
                new MainTransaction(row.getString("transaction_id"), row.getString("lineage")),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("committed"),
                row.getInt("attempts"));
    }

    private static Map<String, String> extensions(Object[] namesAndValues) {
        Map<String, String> extensions = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            extensions.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return extensions;
    }
}
