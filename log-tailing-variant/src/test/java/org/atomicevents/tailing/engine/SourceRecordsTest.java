package org.atomicevents.tailing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.Event;
import org.atomicevents.tailing.capture.LogEntry;
import org.atomicevents.tailing.capture.Payload;
import org.atomicevents.tailing.capture.Unreadable;
import org.junit.jupiter.api.Test;

/** The engine hands on everything that is in the log, whatever its filters are told; each strategy takes what is its own. */
class SourceRecordsTest {

    private static final Event EVENT = Event.json("1", URI.create("/s"), "t", "s", "{}");
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("table", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema MESSAGE = SchemaBuilder.struct()
            .field("prefix", Schema.STRING_SCHEMA)
            .field("content", Schema.BYTES_SCHEMA)
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("event_id", Schema.STRING_SCHEMA)
            .field("source", Schema.STRING_SCHEMA)
            .field("type", Schema.STRING_SCHEMA)
            .field("subject", Schema.STRING_SCHEMA)
            .field("time", Schema.STRING_SCHEMA)
            .field("datacontenttype", Schema.STRING_SCHEMA)
            .field("data", Schema.BYTES_SCHEMA)
            .field(
                    "extensions",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .build();

    private final SourceRecords ofRows = new SourceRecords(Optional.of("outbox_log"));
    private final SourceRecords ofMessages = new SourceRecords(Optional.empty());

    @Test
    void aMessageIsNoEntryOfTheStrategyThatReadsRows() {
        SourceRecord message = message("atomicevents", Payload.of(EVENT));
        assertThat(ofMessages.entry(message)).contains(new LogEntry.Readable(EVENT));
        assertThat(ofRows.entry(message)).isEmpty();
    }

    @Test
    void aRowIsNoEntryOfTheStrategyThatReadsMessages() {
        SourceRecord row = row("outbox_log", "/s");
        assertThat(ofRows.entry(row)).contains(new LogEntry.Readable(EVENT));
        assertThat(ofMessages.entry(row)).isEmpty();
    }

    @Test
    void rowsOfOtherTablesAndMessagesOfOthersAreNobodysEntries() {
        assertThat(ofRows.entry(row("others", "/s"))).isEmpty();
        assertThat(ofMessages.entry(message("others", Payload.of(EVENT)))).isEmpty();
    }

    @Test
    void whatCannotBeReadIsAnEntryToo() {
        assertThat(ofRows.entry(row("outbox_log", "no uri")).orElseThrow()).isInstanceOf(Unreadable.class);
        assertThat(ofMessages.entry(message("atomicevents", new byte[] {9, 1})).orElseThrow())
                .isInstanceOf(Unreadable.class);
    }

    private static SourceRecord message(String prefix, byte[] content) {
        Struct message = new Struct(MESSAGE).put("prefix", prefix).put("content", ByteBuffer.wrap(content));
        return record("m", "message", message, "");
    }

    private static SourceRecord row(String table, String source) {
        Struct row = new Struct(ROW)
                .put("event_id", EVENT.id())
                .put("source", source)
                .put("type", EVENT.type())
                .put("subject", EVENT.subject())
                .put("time", EVENT.time().toString())
                .put("datacontenttype", EVENT.datacontenttype())
                .put("data", ByteBuffer.wrap(EVENT.data()));
        return record("c", "after", row, table);
    }

    private static SourceRecord record(String operation, String field, Struct content, String table) {
        Schema schema = SchemaBuilder.struct()
                .field("op", Schema.STRING_SCHEMA)
                .field("source", SOURCE)
                .field(field, content.schema())
                .build();
        Struct value = new Struct(schema)
                .put("op", operation)
                .put("source", new Struct(SOURCE).put("table", table).put("lsn", 7L))
                .put(field, content);
        return new SourceRecord(Map.of(), Map.of(), "topic", schema, value);
    }
}
