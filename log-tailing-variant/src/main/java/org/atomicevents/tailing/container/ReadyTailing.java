package org.atomicevents.tailing.container;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Ready;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.Slot;

/** One of the two strategies with its reader of the log, complete. Thread-safe. */
final class ReadyTailing implements Ready {

    private final EventPublisher publisher;
    private final ParkedOperations operations;
    private final Slot slot;
    private final TailingThreads threads;
    private final Broker broker;

    /** @param broker the reader's, closed when the strategy stops */
    ReadyTailing(
            EventPublisher publisher, ParkedOperations operations, Slot slot, TailingThreads threads, Broker broker) {
        this.publisher = Objects.requireNonNull(publisher);
        this.operations = Objects.requireNonNull(operations);
        this.slot = Objects.requireNonNull(slot);
        this.threads = Objects.requireNonNull(threads);
        this.broker = Objects.requireNonNull(broker);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(operations);
    }

    @Override
    public List<Vital> vitals() {
        return SlotVitals.of(slot, threads.tailer(), operations);
    }

    @Override
    public void start() {
        threads.start();
    }

    @Override
    public void stop() {
        threads.stop();
        broker.close();
    }
}
