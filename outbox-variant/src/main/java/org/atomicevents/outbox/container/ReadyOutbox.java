package org.atomicevents.outbox.container;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.outbox.OutboxVitals;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.spi.Ready;

/** One strategy of the family, complete. Thread-safe. */
final class ReadyOutbox implements Ready {

    private final OutboxParts parts;
    private final BackgroundWork work;
    private final EventPublisher publisher;
    private final OutboxOperations operations;
    private final OutboxVitals vitals;

    ReadyOutbox(OutboxParts parts, Capture capture, BackgroundWork work) {
        this.parts = Objects.requireNonNull(parts);
        this.work = Objects.requireNonNull(work);
        this.publisher = parts.publisher(capture);
        this.operations = parts.operations();
        Duration longestRetry = parts.settings().retry().max();
        this.vitals = new OutboxVitals(
                operations::backlog,
                parts.relaysHere() ? Optional.of(parts.pollLoop()::sinceLastPass) : Optional.empty(),
                parts.period().compareTo(longestRetry) > 0 ? parts.period() : longestRetry);
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
        return vitals.now();
    }

    @Override
    public void start() {
        if (parts.relaysHere()) {
            parts.startRelay();
        }
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
        parts.stopRelay();
    }
}
