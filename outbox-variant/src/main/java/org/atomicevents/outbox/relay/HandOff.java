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
import org.atomicevents.outbox.store.Claim;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.relay.SerialTask;

/**
 * Takes entries that were born claimed by this server, right after their commit, and sends them in batches on an executor's
 * threads. It owes nobody anything: what it cannot take, cannot send, or loses with its JVM, the sweeping relay finds when
 * the entry's lease has run out. Thread-safe; sends on one thread at a time.
 *
 * <p>Order per subject: an entry is sent only if no older one of its subject is left outside the batch. One that is not yet
 * first, because two transactions completed in the wrong order or another server has the older one, waits until it is, or
 * until its lease is nearly over.
 */
public final class HandOff {

    /**
     * @param capacity entries taken and not yet sent; more are left to the sweeping relay
     * @param batchSize entries sent together
     * @param needed how long a lease has to live still for a send to begin
     */
    public record Limits(int capacity, int batchSize, Duration needed) {}

    /** Between two looks at entries that are not yet first; doubles while nothing changes. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);

    private static final int LARGEST_DOUBLING = 6;

    /** While the broker is away the sweeping relay alone tries to reach it. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final OutboxStore store;
    private final ClaimDelivery courier;
    private final Limits limits;
    private final BlockingQueue<Entry> handed;
    private final SerialTask task;
    private final RelayLog warnings =
            new RelayLog("Committed entries could not be sent at once; the relay does it when their lease ends");
    private volatile long restUntil = System.nanoTime() - REST.toNanos();
    private List<Entry> waiting = List.of();
    private int looks;

    public HandOff(
            OutboxStore store, Broker broker, RetryPolicy retry, Limits limits, ScheduledExecutorService executor) {
        this.store = Objects.requireNonNull(store);
        this.courier = new ClaimDelivery(store, broker, retry);
        this.limits = Objects.requireNonNull(limits);
        this.handed = new ArrayBlockingQueue<>(limits.capacity());
        this.task = new SerialTask(this::send, executor);
    }

    /** Takes what has been committed, as far as there is room; never waits, never throws. */
    public void accept(Collection<Entry> committed) {
        if (restUntil - System.nanoTime() > 0) {
            return;
        }
        for (Entry entry : committed) {
            if (!handed.offer(entry)) {
                break;
            }
        }
        task.request();
    }

    /** Begins no further batch and waits a while for the one under way; what is left stays in the outbox. */
    public void stop() {
        task.stop();
    }

    private void send() {
        List<Entry> batch = new ArrayList<>(waiting);
        handed.drainTo(batch, Math.max(1, limits.batchSize() - batch.size()));
        if (batch.isEmpty()) {
            return;
        }
        batch.sort(Comparator.comparingLong(Entry::seq));
        try {
            Sorted sorted = sorted(batch);
            if (!sorted.first.isEmpty()) {
                deliver(store.born(sorted.first));
            }
            waitFor(sorted);
        } catch (SQLException | RuntimeException e) {
            warnings.failures().failed(e);
            rest();
        }
    }

    private void deliver(Claim claim) throws SQLException {
        Pass pass = courier.deliver(claim, false);
        warnings.about(pass);
        if (pass.unreachable()) {
            rest();
        }
    }

    private void rest() {
        restUntil = System.nanoTime() + REST.toNanos();
        handed.clear();
        waiting = List.of();
    }

    private void waitFor(Sorted sorted) {
        if (restUntil - System.nanoTime() > 0) {
            return;
        }
        waiting = sorted.later.subList(0, Math.min(sorted.later.size(), limits.batchSize() - 1));
        looks = sorted.first.isEmpty() ? Math.min(looks + 1, LARGEST_DOUBLING) : 0;
        if (!handed.isEmpty()) {
            task.request();
        } else if (!waiting.isEmpty()) {
            task.requestIn(FIRST_LOOK.multipliedBy(1L << looks));
        }
    }

    private record Sorted(List<Entry> first, List<Entry> later) {}

    /** By seq: what may be sent, and what may be sent later. What is neither is another's by now, and holds its subject. */
    private Sorted sorted(List<Entry> batch) throws SQLException {
        BatchStatus standing = store.standing(batch, limits.needed());
        List<Entry> first = new ArrayList<>();
        List<Entry> later = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (Entry entry : batch) {
            String subject = entry.event().subject();
            if (standing.isGone(entry)) {
                continue;
            }
            if (!standing.isOurs(entry)) {
                held.add(subject);
            } else if (standing.isBehind(entry) || held.contains(subject)) {
                held.add(subject);
                later.add(entry);
            } else {
                first.add(entry);
            }
        }
        return new Sorted(first, later);
    }
}
