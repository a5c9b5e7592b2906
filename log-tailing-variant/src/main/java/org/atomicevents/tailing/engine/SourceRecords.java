package org.atomicevents.tailing.engine;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.Event;
import org.atomicevents.tailing.capture.Payload;
import org.atomicevents.tailing.store.LogMessage;

/** The reading of the engine's records: events, and ends of transactions. Stateless. */
final class SourceRecords {

    private SourceRecords() {}

    /** The event, if the record is of one. */
    static Optional<Event> event(SourceRecord record) {
        if (!(record.value() instanceof Struct value) || value.schema().field("op") == null) {
            return Optional.empty();
        }
        return switch (value.getString("op")) {
            case "m" -> message(value.getStruct("message"));
            case "c" -> Optional.of(row(value.getStruct("after")));
            default -> Optional.empty();
        };
    }

    /** Whether the log up to this record may be confirmed once its events are delivered: the end of a transaction, or a record without a change. */
    static boolean endsTransaction(SourceRecord record) {
        if (!(record.value() instanceof Struct value)) {
            return false;
        }
        return value.schema().field("status") != null
                ? "END".equals(value.getString("status"))
                : value.schema().field("op") == null;
    }

    private static Optional<Event> message(Struct message) {
        return LogMessage.PREFIX.equals(message.getString("prefix"))
                ? Optional.of(Payload.event(bytes(message.get("content"))))
                : Optional.empty();
    }

    private static Event row(Struct row) {
        List<String> flat = row.getArray("extensions");
        Map<String, String> extensions = new TreeMap<>();
        for (int i = 0; flat != null && i < flat.size(); i += 2) {
            extensions.put(flat.get(i), flat.get(i + 1));
        }
        return new Event(
                row.getString("event_id"),
                URI.create(row.getString("source")),
                row.getString("type"),
                row.getString("subject"),
                OffsetDateTime.parse(row.getString("time")).toInstant(),
                row.getString("datacontenttype"),
                bytes(row.get("data")),
                extensions);
    }

    private static byte[] bytes(Object content) {
        if (content instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) content).duplicate();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
