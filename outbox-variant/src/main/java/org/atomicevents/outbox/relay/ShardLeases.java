package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.outbox.store.LeaseStore;
import org.atomicevents.outbox.store.Shards;
import org.atomicevents.outbox.store.Standing;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.SerialTask;

/**
 * The shards of one relay: takes its even share of them, renews its lease at every third of it, takes over from a relay whose lease has ended,
 * at that moment, and gives back what is beyond its share between two passes. A JVM that dies leaves its shards to the others when its
 * lease ends. Thread-safe.
 *
 * <p>Two clocks, never compared: the database's says when others may take, and this JVM's monotonic one when this relay stops, counted
 * from before the renewal was sent.
 */
public final class ShardLeases {

    private static final System.Logger LOG = System.getLogger(ShardLeases.class.getName());
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** The database's clock goes on for a moment until a lease has ended. */
    private static final Duration MOMENT = Duration.ofMillis(5);

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final LeaseStore store;
    private final Runnable gained;
    private final SerialTask task;
    private final FailureLog failures = new FailureLog(
            LOG, "The lease of the relay could not be renewed; when it ends, another relay may take over");
    /** Held by a pass; fair, so that a relay without a pause gives back what it has to. */
    private final ReentrantLock passes = new ReentrantLock(true);

    private volatile boolean started;
    private volatile Shards mine;
    private volatile long end = System.nanoTime();

    /** @param gained runs when there are more shards than before; must not wait */
    public ShardLeases(LeaseStore store, Runnable gained, ScheduledExecutorService executor) {
        this.store = Objects.requireNonNull(store);
        this.gained = Objects.requireNonNull(gained);
        this.task = new SerialTask(this::renew, executor);
        this.mine = Shards.none(store.owner());
    }

    /** Takes what there is to take, on the calling thread; then goes on in the background. A failure is tried again there. */
    public void start() {
        started = true;
        renew();
    }

    /** Gives everything back, after the pass under way; may be called again, and without {@link #start()}. */
    public void stop() {
        task.stop();
        boolean between = lockPasses(STOP_WAIT);
        try {
            mine = Shards.none(store.owner());
            end = System.nanoTime();
            if (between && started) {
                store.leave();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The shards are free when the lease ends", e);
        } finally {
            unlockPasses(between);
        }
    }

    /** Whether this relay holds all shards of its lane, so that no other relay has anything to do. */
    public boolean areAll() {
        return !isOver() && mine.size() == Shards.COUNT;
    }

    /** The shards, kept until it is closed; at most one at a time. */
    Hold hold() {
        passes.lock();
        return new Hold(mine);
    }

    /** One pass's hold of the shards. */
    final class Hold implements AutoCloseable {

        private final Shards shards;

        private Hold(Shards shards) {
            this.shards = shards;
        }

        Shards shards() {
            return shards;
        }

        /**
         * Whether nothing may be sent any more: no shard is held; or the lease has ended, and another relay may be sending; or it has
         * ended and begun again meanwhile, and another relay has shards of this pass.
         */
        boolean isOver() {
            return shards.isEmpty() || ShardLeases.this.isOver() || !mine.have(shards);
        }

        @Override
        public void close() {
            passes.unlock();
        }
    }

    private boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    private void renew() {
        Duration next = AFTER_FAILURE;
        try {
            long begun = System.nanoTime();
            Standing standing = store.renew();
            if (standing.missing() > 0) {
                standing = store.take(standing.missing());
            }
            keep(standing.mine(), begun + store.lease().toNanos());
            if (standing.surplus() > 0) {
                giveBack(standing.mine(), standing.surplus());
            }
            next = next(standing);
            failures.recovered("The lease of the relay is renewed again");
        } catch (SQLException | RuntimeException e) {
            failures.failed(e);
        }
        task.requestIn(next);
    }

    private void keep(Shards now, long until) {
        boolean more = now.size() > mine.size();
        mine = now;
        end = until;
        if (more) {
            gained.run();
        }
    }

    /** Not while a pass is under way: what it has sent would not be settled yet, and the next owner would send it again. */
    private void giveBack(Shards held, int surplus) throws SQLException {
        boolean between = lockPasses(third().dividedBy(2));
        try {
            if (between) {
                List<Integer> given = held.last(surplus);
                mine = held.without(given);
                store.give(given);
            }
        } finally {
            unlockPasses(between);
        }
    }

    private Duration next(Standing standing) {
        Duration third = third();
        return standing.firstEnd()
                .map(MOMENT::plus)
                .filter(end -> end.compareTo(third) < 0)
                .orElse(third);
    }

    private Duration third() {
        return store.lease().dividedBy(RENEWALS_PER_LEASE);
    }

    private boolean lockPasses(Duration wait) {
        try {
            return passes.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void unlockPasses(boolean locked) {
        if (locked) {
            passes.unlock();
        }
    }
}
