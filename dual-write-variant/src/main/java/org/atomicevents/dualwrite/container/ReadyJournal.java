package org.atomicevents.dualwrite.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Journal journal;
    private final Supplier<List<Vital>> brokersVitals;

    /** @param file the one that {@code store} writes, closed when the strategy stops */
    record Journal(JournalFile file, JournalStore store) {}

    /**
     * @param brokers those of publisher and sweeper, closed when the strategy stops
     * @param brokersVitals how the broker answers committing threads
     */
    ReadyJournal(
            EventPublisher publisher,
            PollLoop sweeps,
            List<Broker> brokers,
            Journal journal,
            Supplier<List<Vital>> brokersVitals) {
        this.publisher = Objects.requireNonNull(publisher);
        this.sweeps = Objects.requireNonNull(sweeps);
        this.brokers = List.copyOf(brokers);
        this.journal = Objects.requireNonNull(journal);
        this.brokersVitals = Objects.requireNonNull(brokersVitals);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(new JournalOperations(journal.store(), JournaledDualWrite.ID));
    }

    @Override
    public List<Vital> vitals() {
        List<Vital> all = new ArrayList<>(JournalVitals.of(journal.store()));
        all.addAll(brokersVitals.get());
        return all;
    }

    @Override
    public void start() {
        sweeps.start();
    }

    @Override
    public void stop() {
        sweeps.stop();
        brokers.forEach(Broker::close);
        journal.file().close();
    }
}
