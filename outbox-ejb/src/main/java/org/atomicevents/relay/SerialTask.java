package org.atomicevents.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that runs on an executor's threads on request, never twice at the same time. A request returns at once; the task begins
 * once more after the last request, and many requests in between are one. A run that throws, an {@link Error} included, is logged and
 * followed by another one after a second. Holds no thread while there is nothing to do. Thread-safe.
 */
public final class SerialTask {

    private static final System.Logger LOG = System.getLogger(SerialTask.class.getName());
    private static final int STOP_WAIT_SECONDS = 10;

    /** A timer that is later by no more than this is kept. */
    private static final long TOLERANCE_NANOS = 1_000_000;

    /**
     * A suspended server drops the timers that expire meanwhile, for good, with an error in its log. A timer that expired only
     * once would be lost, and nothing would go on when the server resumes; so it expires again and again until the task has begun.
     */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Runnable task;
    private final ScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    /** Greater than zero while the task is due or runs; grows with each request. */
    private final AtomicInteger requests = new AtomicInteger();

    private volatile boolean stopped;
    private Timer timer;

    public SerialTask(Runnable task, ScheduledExecutorService executor) {
        this.task = Objects.requireNonNull(task);
        this.executor = Objects.requireNonNull(executor);
    }

    public void request() {
        if (!stopped && requests.getAndIncrement() == 0) {
            submit();
        }
    }

    /**
     * Requests a run after {@code wait}. A run that is planned already for earlier, or for a millisecond later, takes its place: the task must tolerate to run too early.
     */
    public synchronized void requestIn(Duration wait) {
        if (stopped) {
            return;
        }
        long at = System.nanoTime() + wait.toNanos();
        if (timer != null && timer.at - at <= TOLERANCE_NANOS) {
            return;
        }
        cancel();
        try {
            Timer next = new Timer(at);
            next.schedule =
                    executor.scheduleWithFixedDelay(next, wait.toNanos(), REPEAT.toNanos(), TimeUnit.NANOSECONDS);
            timer = next;
        } catch (RejectedExecutionException e) {
            rejected(e);
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Begins no further run and waits up to ten seconds for the one under way. */
    public void stop() {
        stopped = true;
        cancel();
        try {
            if (running.tryLock(STOP_WAIT_SECONDS, TimeUnit.SECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void cancel() {
        if (timer != null) {
            timer.schedule.cancel(false);
            timer = null;
        }
    }

    /** Requests one run, then cancels itself. */
    private final class Timer implements Runnable {

        private final long at;
        private Future<?> schedule;

        Timer(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            synchronized (SerialTask.this) {
                schedule.cancel(false);
                if (timer == this) {
                    timer = null;
                }
            }
            try {
                request();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private void run() {
        running.lock();
        try {
            if (!stopped) {
                runOnce();
            }
        } finally {
            running.unlock();
        }
    }

    private void runOnce() {
        int seen = requests.get();
        try {
            task.run();
        } catch (Throwable e) {
            failed(e);
        }
        if (!requests.compareAndSet(seen, 0)) {
            submit();
        }
    }

    /** The timer comes first: after an OutOfMemoryError the log may fail, too. */
    private void failed(Throwable cause) {
        requestIn(AFTER_FAILURE);
        LOG.log(System.Logger.Level.ERROR, "Background work failed and is tried again in a second", cause);
    }

    private void submit() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            rejected(e);
        } catch (Throwable e) {
            // Without a thread nothing is due: the next request must try again.
            requests.set(0);
            throw e;
        }
    }

    private void rejected(RejectedExecutionException cause) {
        if (!stopped) {
            LOG.log(System.Logger.Level.ERROR, "Background work ends: the server takes no more", cause);
        }
    }
}
