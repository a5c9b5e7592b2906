package org.atomicevents.dualwrite.container;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.dualwrite.journal.JournalVitals;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.JournalOperations;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Ready;

/** The strategy with its journal open, complete. Thread-safe. */
final class ReadyJournal implements Ready {

    private final EventPublisher publisher;
    private final PollLoop sweeps;
    private final List<Broker> brokers;
    private final JournalFile file;
    private final JournalStore store;

    /**
     * @param brokers those of publisher and sweeper, closed when the strategy stops
     * @param file the one that {@code store} writes, closed when the strategy stops
     */
    ReadyJournal(
            EventPublisher publisher, PollLoop sweeps, List<Broker> brokers, JournalFile file, JournalStore store) {
        this.publisher = Objects.requireNonNull(publisher);
        this.sweeps = Objects.requireNonNull(sweeps);
        this.brokers = List.copyOf(brokers);
        this.file = Objects.requireNonNull(file);
        this.store = Objects.requireNonNull(store);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new JournalOperations(store, JournaledDualWrite.ID));
    }

    @Override
    public List<Vital> vitals() {
        return JournalVitals.of(store);
    }

    @Override
    public void start() {
        sweeps.start();
    }

    @Override
    public void stop() {
        sweeps.stop();
        brokers.forEach(Broker::close);
        file.close();
    }
}
