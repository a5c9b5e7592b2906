package org.atomicevents.tailing.container;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.Broker;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.spi.Ready;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.engine.Upkeep;
import org.atomicevents.tailing.relay.Relay;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.Slot;

/** A strategy of this module on a slot that is prepared. */
final class ReadyTailing implements Ready {

    private static final long UPKEEP_MILLIS = 500;

    private final EventPublisher publisher;
    private final ParkedOperations entries;
    private final Slot slot;
    private final Broker broker;
    private final LogTailer tailer;
    private final Upkeep upkeep;
    private final ExecutorService executor;
    private final ScheduledExecutorService scheduler;
    private final AtomicReference<Optional<Future<?>>> upkeepSchedule = new AtomicReference<>(Optional.empty());

    ReadyTailing(TailingStrategy strategy, TailingSettings settings, Slot slot) {
        var server = strategy.server;
        this.slot = slot;
        this.executor = strategy.executor;
        this.scheduler = strategy.scheduler;
        this.publisher = new TailingPublisher(server.publishRules(), server.dataSource(), strategy.capture());
        this.entries = new ParkedOperations(server.shortTransactions(), strategy.id());
        this.broker = strategy.brokers.broker();
        Relay relay = new Relay(
                broker,
                new ParkedStore(server.shortTransactions(), strategy.id()),
                settings.retry().policy(server.random()),
                new PollDelay(settings.retry().first(), settings.retry().max(), server.random()));
        Lease lease = strategy.slots.lease(settings.reader(), strategy.id());
        TailingSettings.Times times = settings.times();
        LogTailer.Parts parts = new LogTailer.Parts(strategy.slots.address(settings.reader()), slot, lease, relay);
        this.tailer = new LogTailer(parts, times.engine(), times.takeover(), server.newOwner());
        this.upkeep = new Upkeep(
                tailer, relay, lease, times.heartbeat(), times.engine().batchSize());
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(entries);
    }

    @Override
    public List<Vital> vitals() {
        return SlotVitals.of(slot, tailer, entries.parked());
    }

    @Override
    public void start() {
        executor.execute(tailer);
        upkeepSchedule.set(Optional.of(
                scheduler.scheduleWithFixedDelay(upkeep, UPKEEP_MILLIS, UPKEEP_MILLIS, TimeUnit.MILLISECONDS)));
    }

    @Override
    public void stop() {
        upkeepSchedule.getAndSet(Optional.empty()).ifPresent(schedule -> schedule.cancel(false));
        tailer.stop();
        broker.close();
    }
}
