package org.atomicevents.tailing.engine;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.LogMessage;
import org.atomicevents.tailing.store.Slot;

/**
 * One run of the engine on one slot: reads the log from where the slot stands until it is stopped or fails. A new run needs
 * a new instance.
 *
 * <p>{@link #run} is for one thread, the others may call {@link #stop}. A JVM that dies leaves the slot where it was last
 * confirmed; PostgreSQL frees it as soon as it notices.
 */
final class LogReader {

    /** The time that a part of the engine may take to end before it is interrupted. */
    private static final long PART_ENDS_WITHIN_MILLIS = 5_000;

    private static final long BETWEEN_ATTEMPTS_MILLIS = 50;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    LogReader(DatabaseAddress address, Slot.Names names, EngineSettings settings, Relay relay, Fence fence) {
        SourceRecords records = new SourceRecords(Optional.ofNullable(names.table()));
        Properties properties = properties(address, names, settings);
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using(LogReader.class.getClassLoader())
                .using(OffsetCommitPolicy.always())
                .using((success, message, error) -> failure.set(success ? null : reason(message, error)))
                .notifying(new RecordConsumer(relay, fence, records, settings.batchSize()))
                .build();
    }

    /**
     * Returns when it was stopped.
     *
     * @throws IllegalStateException with the reason if it ended for another one
     */
    void run() {
        try {
            engine.run();
        } finally {
            ended.countDown();
        }
        Throwable reason = failure.get();
        if (reason != null) {
            throw new IllegalStateException("The reader of the log ended: " + rootMessage(reason), reason);
        }
    }

    /** Ends {@link #run}; waits for that until {@code atMost} is over. True if it has ended. */
    boolean stop(Duration atMost) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                engine.close();
            } catch (IllegalStateException notNow) {
                // It is just starting, which cannot be interrupted, or ends already.
            }
            if (ended.await(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private static Properties properties(DatabaseAddress address, Slot.Names names, EngineSettings settings) {
        Properties all = address.properties();
        all.setProperty("name", names.slot());
        all.setProperty("topic.prefix", names.slot());
        all.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        all.setProperty("plugin.name", "pgoutput");
        all.setProperty("slot.name", names.slot());
        all.setProperty("slot.drop.on.stop", "false");
        all.setProperty("slot.max.retries", "0");
        all.setProperty("publication.name", names.publication());
        all.setProperty("publication.autocreate.mode", "disabled");
        // The slot has the only position: no snapshot instead of it, no position beside it, no retries of the engine's
        // own.
        all.setProperty("snapshot.mode", "no_data");
        all.setProperty("offset.storage", EphemeralOffsetStore.class.getName());
        all.setProperty("lsn.flush.mode", "connector");
        all.setProperty("errors.max.retries", "0");
        // Marks the end of each transaction, up to which the log can be confirmed.
        all.setProperty("provide.transaction.metadata", "true");
        all.setProperty("binary.handling.mode", "bytes");
        all.setProperty("tombstones.on.delete", "false");
        all.setProperty(
                "poll.interval.ms", Long.toString(settings.pollInterval().toMillis()));
        all.setProperty("max.batch.size", Integer.toString(settings.batchSize() * 3));
        all.setProperty("max.queue.size", Integer.toString(settings.batchSize() * 6));
        all.setProperty("task.management.timeout.ms", Long.toString(PART_ENDS_WITHIN_MILLIS));
        if (names.table() == null) {
            all.setProperty("logical.decoding.message.prefix.include.list", LogMessage.PREFIX);
        } else {
            // In any schema, because the data source decides which; the publication holds no other table.
            all.setProperty("table.include.list", "[^.]+\\." + names.table());
            all.setProperty("logical.decoding.message.prefix.exclude.list", ".*");
        }
        return all;
    }

    private static Throwable reason(String message, Throwable error) {
        return error == null ? new IllegalStateException(message) : error;
    }

    private static String rootMessage(Throwable reason) {
        Throwable root = reason;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
