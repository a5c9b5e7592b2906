package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.store.BatchStatus;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.SerialTask;

/**
 * Sends entries that this server inserted as reserved, right after their commit, in batches on an executor's threads. Gives no
 * guarantee: entries that it cannot take, or loses with its JVM, are found by a relay when their reservation has ended; those that it
 * cannot send it leaves to the relay at once, which counts the attempts.
 * Thread-safe; sends on one thread at a time.
 *
 * <p>Order per subject: an entry is sent only if no older one of its subject is left outside the batch. Otherwise, because two
 * transactions completed in the wrong order or another server has the older one, it waits until it is the first, or until its
 * reservation has nearly ended.
 */
public final class HandOff {

    /**
     * @param capacity entries taken and not yet sent; further ones are left to the relay
     * @param batchSize entries sent together
     * @param needed the time that a reservation must still last for a send to begin
     */
    public record Limits(int capacity, int batchSize, Duration needed) {}

    /** The wait before entries that are behind are checked again; doubles while nothing changes. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(2);

    private static final int LARGEST_DOUBLING = 6;

    /** After a failure only the relay tries for a while to reach the broker. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OutboxStore store;
    private final Broker broker;
    private final Limits limits;
    private final BlockingQueue<Entry> queue;
    private final SerialTask task;
    private final RelayLog log =
            new RelayLog("Committed entries could not be sent at once; the relay does it when their reservation ends");
    private volatile long pauseEnd = System.nanoTime();
    private List<Entry> behind = List.of();
    private int checksInVain;

    public HandOff(OutboxStore store, Broker broker, Limits limits, ScheduledExecutorService executor) {
        this.store = Objects.requireNonNull(store);
        this.broker = Objects.requireNonNull(broker);
        this.limits = Objects.requireNonNull(limits);
        this.queue = new ArrayBlockingQueue<>(limits.capacity());
        this.task = new SerialTask(this::send, executor);
    }

    /** Takes committed entries, as far as there is room; never waits, never throws. */
    public void accept(Collection<Entry> committed) {
        if (pauseEnd - System.nanoTime() > 0) {
            return;
        }
        for (Entry entry : committed) {
            if (!queue.offer(entry)) {
                break;
            }
        }
        task.request();
    }

    /** Begins no further batch and waits up to ten seconds for the one under way; the other entries stay in the outbox. */
    public void stop() {
        task.stop();
    }

    private void send() {
        List<Entry> batch = new ArrayList<>(behind);
        queue.drainTo(batch, Math.max(1, limits.batchSize() - batch.size()));
        if (batch.isEmpty()) {
            return;
        }
        batch.sort(Comparator.comparingLong(Entry::seq));
        try {
            Sorted sorted = sorted(batch);
            if (!sorted.first.isEmpty()) {
                deliver(sorted.first);
            }
            plan(sorted);
        } catch (Throwable e) { // What an Error leaves behind is the relay's, too.
            log.failures().failed(e);
            pause();
        }
    }

    private void deliver(List<Entry> entries) throws SQLException {
        Outcome outcome = Outcome.of(
                entries, broker.send(entries.stream().map(Entry::event).toList()));
        int settled = store.settle(outcome.arrived());
        List<Entry> left = new ArrayList<>(entries);
        left.removeAll(outcome.arrived());
        if (!left.isEmpty()) {
            store.release(left);
        }
        PassResult result = outcome.unreachable() ? PassResult.UNREACHABLE : PassResult.IDLE;
        log.record(new Pass(entries.size(), settled, 0, 0, outcome.arrived().size() - settled, result));
        if (outcome.unreachable()) {
            pause();
        }
    }

    private void pause() {
        pauseEnd = System.nanoTime() + PAUSE.toNanos();
        queue.clear();
        behind = List.of();
    }

    /** Requests the next run, if there is anything to do. */
    private void plan(Sorted sorted) {
        if (pauseEnd - System.nanoTime() > 0) {
            return;
        }
        behind = sorted.behind.subList(0, Math.min(sorted.behind.size(), limits.batchSize() - 1));
        checksInVain = sorted.first.isEmpty() ? Math.min(checksInVain + 1, LARGEST_DOUBLING) : 0;
        if (!queue.isEmpty()) {
            task.request();
        } else if (!behind.isEmpty()) {
            task.requestIn(FIRST_WAIT.multipliedBy(1L << checksInVain));
        }
    }

    private record Sorted(List<Entry> first, List<Entry> behind) {}

    /** Both by seq. An entry that is in neither is not this server's to send; if it is still in the outbox, it holds its subject. */
    private Sorted sorted(List<Entry> batch) throws SQLException {
        BatchStatus status = store.status(batch, limits.needed());
        List<Entry> first = new ArrayList<>();
        List<Entry> behind = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (Entry entry : batch) {
            String subject = entry.event().subject();
            switch (status.of(entry)) {
                case GONE -> {}
                case TAKEN -> held.add(subject);
                case BEHIND -> {
                    held.add(subject);
                    behind.add(entry);
                }
                case FIRST -> (held.contains(subject) ? behind : first).add(entry);
            }
        }
        return new Sorted(first, behind);
    }
}
