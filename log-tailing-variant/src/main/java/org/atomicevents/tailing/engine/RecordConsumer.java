package org.atomicevents.tailing.engine;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.tailing.capture.LogEntry;
import org.atomicevents.tailing.relay.Relay;

/**
 * The consumer of the engine's batches: hands their entries to the relay, and confirms a place in the log when, and only when, every
 * event before it is durable elsewhere. What is confirmed is always the end of a transaction: the log is sent again from
 * there. For one thread.
 */
final class RecordConsumer implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final Relay relay;
    private final Fence fence;
    private final SourceRecords records;
    private final int batchSize;
    private final List<LogEntry> ofOpenTransaction = new ArrayList<>();

    RecordConsumer(Relay relay, Fence fence, SourceRecords records, int batchSize) {
        this.relay = Objects.requireNonNull(relay);
        this.fence = Objects.requireNonNull(fence);
        this.records = Objects.requireNonNull(records);
        this.batchSize = batchSize;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        try {
            handled(batch, committer);
        } catch (SQLException e) {
            throw new IllegalStateException("The batch was not confirmed, it comes again: " + e.getMessage(), e);
        }
    }

    private void handled(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException, SQLException {
        fence.check();
        List<LogEntry> ended = new ArrayList<>();
        RecordChangeEvent<SourceRecord> end = null;
        for (RecordChangeEvent<SourceRecord> change : batch) {
            SourceRecord record = change.record();
            records.entry(record).ifPresent(ofOpenTransaction::add);
            if (SourceRecords.endsTransaction(record)) {
                ended.addAll(ofOpenTransaction);
                ofOpenTransaction.clear();
                end = change;
            }
        }
        if (ofOpenTransaction.size() >= batchSize) {
            // A transaction with more events than are held in memory: sent in parts, confirmed as a whole.
            ended.addAll(ofOpenTransaction);
            ofOpenTransaction.clear();
        }
        if (!ended.isEmpty()) {
            move(ended, end, committer);
        } else if (end != null) {
            confirm(end, committer);
        }
    }

    private void move(
            List<LogEntry> entries,
            RecordChangeEvent<SourceRecord> end,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException, SQLException {
        relay.deliver(entries);
        if (end != null) {
            confirm(end, committer);
        }
    }

    /** Tells PostgreSQL that the log up to {@code end} is no longer needed. */
    private void confirm(
            RecordChangeEvent<SourceRecord> end,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        committer.markProcessed(end);
        committer.markBatchFinished();
    }
}
