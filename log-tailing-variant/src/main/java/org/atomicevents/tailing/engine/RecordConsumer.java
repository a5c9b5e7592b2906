package org.atomicevents.tailing.engine;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.Event;
import org.atomicevents.tailing.relay.Relay;

/**
 * Takes batches from the engine, hands their events to the relay, and confirms a position in the log when, and only when, every
 * event before it is durable elsewhere. A confirmed position is always the end of a transaction, because the next reader gets the
 * log from there. For one thread.
 */
final class RecordConsumer implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final Relay relay;
    private final Fence fence;
    private final int batchSize;
    private final List<Event> open = new ArrayList<>();

    RecordConsumer(Relay relay, Fence fence, int batchSize) {
        this.relay = Objects.requireNonNull(relay);
        this.fence = Objects.requireNonNull(fence);
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
        List<Event> ended = new ArrayList<>();
        RecordChangeEvent<SourceRecord> end = null;
        for (RecordChangeEvent<SourceRecord> change : batch) {
            SourceRecord record = change.record();
            SourceRecords.event(record).ifPresent(open::add);
            if (SourceRecords.endsTransaction(record)) {
                ended.addAll(open);
                open.clear();
                end = change;
            }
        }
        if (open.size() >= batchSize) {
            // A transaction with more events than are held in memory: sent in parts, confirmed as a whole.
            ended.addAll(open);
            open.clear();
        }
        if (!ended.isEmpty()) {
            move(ended, end, committer);
        } else if (end != null) {
            confirm(end, committer);
        }
    }

    private void move(
            List<Event> events,
            RecordChangeEvent<SourceRecord> end,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException, SQLException {
        relay.deliver(events);
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
