package org.atomicevents.broker;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.SerialTask;

/**
 * A bound for calls to the broker. One that is silent instead of gone, such as one whose disk is full, makes a sender wait without end: the
 * client has no time-out for that wait. A call that takes too long is interrupted. Thread-safe.
 */
public final class CallBound implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CallBound.class.getName());

    /** More events take more time at a broker that works. */
    private static final Duration PER_EVENT = Duration.ofMillis(100);

    /** A transaction with many events must not wait once for each. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Duration most;
    private final ScheduledExecutorService executor;
    private final SerialTask watch;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile long silentSince;

    /**
     * @param most the time for a call about one event
     * @param executor watches the calls, and gives up connections whose call was ended
     */
    public CallBound(Duration most, ScheduledExecutorService executor) {
        this.most = Objects.requireNonNull(most);
        this.executor = Objects.requireNonNull(executor);
        this.watch = new SerialTask(this::endOverdue, executor);
    }

    /** The time for a call about one event. */
    Duration most() {
        return most;
    }

    /**
     * Makes a call on the calling thread.
     *
     * @param events what it is about
     * @throws BrokerException if it was ended; whether the broker has the events is not known then. At once, and without the call, if another
     *     one was ended a moment ago
     * @throws Exception whatever the call throws
     */
    public <T> T call(int events, Callable<T> call) throws Exception {
        if (silent && System.nanoTime() - silentSince < A_MOMENT.toNanos()) {
            throw new BrokerException("The broker did not answer a moment ago, so it was not asked again");
        }
        Duration bound = most.plus(PER_EVENT.multipliedBy(Math.max(0, events - 1)));
        Running mine = new Running(Thread.currentThread(), System.nanoTime() + bound.toNanos());
        running.add(mine);
        watch.requestIn(bound);
        try {
            T result = call.call();
            silent = false;
            return result;
        } catch (Exception e) {
            if (mine.isEnded()) {
                silentSince = System.nanoTime();
                silent = true;
                throw new BrokerException("The broker did not answer within " + bound, e);
            }
            throw e;
        } finally {
            running.remove(mine);
            mine.finish();
        }
    }

    /** Gives something up on another thread: closing a connection to a silent broker would wait for it once more. */
    void abandon(Runnable close) {
        try {
            executor.execute(close);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection to the broker is left to the end of the server", e);
        }
    }

    /** Whether the last call was answered; an alarm if not. */
    public List<Vital> vitals() {
        String alarm = silent
                ? "the broker accepts connections and does not answer within %s: look at its disk, its memory and its log"
                        .formatted(most)
                : null;
        return List.of(new Vital("answers", "up", silent ? 0 : 1, alarm));
    }

    /** Watches no more; calls under way are not ended any more. */
    @Override
    public void close() {
        watch.stop();
    }

    private void endOverdue() {
        long next = Long.MAX_VALUE;
        for (Running call : running) {
            long left = call.end - System.nanoTime();
            if (left <= 0) {
                call.interrupt();
            } else {
                next = Math.min(next, left);
            }
        }
        if (next != Long.MAX_VALUE) {
            watch.requestIn(Duration.ofNanos(next));
        }
    }

    /** One call. Its lock decides between its end and its interruption, so that no interruption comes after its end. */
    private static final class Running {

        private final Thread thread;
        private final long end;
        private boolean finished;
        private boolean ended;

        Running(Thread thread, long end) {
            this.thread = thread;
            this.end = end;
        }

        synchronized void interrupt() {
            if (!finished && !ended) {
                ended = true;
                thread.interrupt();
            }
        }

        synchronized boolean isEnded() {
            return ended;
        }

        synchronized void finish() {
            finished = true;
            if (ended) {
                // It was ours, and nobody else's.
                Thread.interrupted();
            }
        }
    }
}
