package org.atomicevents.tailing.engine;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.tailing.capture.LogEntry;
import org.atomicevents.tailing.capture.RawEvent;
import org.atomicevents.tailing.store.LogMessage;

/**
 * The engine's records, each of one place in the log, as entries of one strategy and ends of transactions. The log is everybody's,
 * and the engine's filters do not keep out what belongs to another strategy: that is decided here. Immutable.
 */
final class SourceRecords {

    private final Optional<String> table;

    /** @param table whose inserts are the strategy's; if empty, the messages with our prefix are */
    SourceRecords(Optional<String> table) {
        this.table = Objects.requireNonNull(table);
    }

    /** The strategy's entry, if the record is of one. */
    Optional<LogEntry> entry(SourceRecord record) {
        if (!(record.value() instanceof Struct value) || value.schema().field("op") == null) {
            return Optional.empty();
        }
        Struct source = value.getStruct("source");
        return switch (value.getString("op")) {
            case "m" -> table.isPresent() ? Optional.empty() : message(source, value.getStruct("message"));
            case "c" ->
                table.equals(Optional.ofNullable(source.getString("table")))
                        ? Optional.of(LogEntry.ofRow(source.getInt64("lsn"), row(value.getStruct("after"))))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether everything up to here may be confirmed once it is delivered: a transaction is over, or nothing happens. */
    static boolean endsTransaction(SourceRecord record) {
        if (!(record.value() instanceof Struct value)) {
            return false;
        }
        return value.schema().field("status") != null
                ? "END".equals(value.getString("status"))
                : value.schema().field("op") == null;
    }

    private static Optional<LogEntry> message(Struct source, Struct message) {
        return LogMessage.PREFIX.equals(message.getString("prefix"))
                ? Optional.of(LogEntry.ofMessage(source.getInt64("lsn"), bytes(message.get("content"))))
                : Optional.empty();
    }

    private static RawEvent row(Struct row) {
        List<String> extensions = row.getArray("extensions");
        return new RawEvent(
                row.getString("event_id"),
                row.getString("source"),
                row.getString("type"),
                row.getString("subject"),
                time(row.getString("time")),
                row.getString("datacontenttype"),
                bytes(row.get("data")),
                extensions == null ? List.of() : extensions);
    }

    /** PostgreSQL's infinities, which are no time, become one that no event can have. */
    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
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
