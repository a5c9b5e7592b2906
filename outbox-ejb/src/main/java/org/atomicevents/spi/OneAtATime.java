package org.atomicevents.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs a task on an executor's threads whenever somebody asks for it, never twice at the same time. Who asks is never kept
 * waiting; the task begins once more after the last asking, many askings in between are one. Holds no thread while there
 * is nothing to do. Thread-safe.
 */
public final class OneAtATime {

    private static final System.Logger LOG = System.getLogger(OneAtATime.class.getName());
    private static final int PATIENCE_SECONDS = 10;

    /** So much later is not worth another timer. */
    private static final long A_MOMENT_NANOS = 1_000_000;

    private final Runnable task;
    private final ScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    /** Greater than zero while the task is due or runs; grows with each asking. */
    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean stopped;
    private Future<?> timer;
    private long timerAt;

    public OneAtATime(Runnable task, ScheduledExecutorService executor) {
        this.task = Objects.requireNonNull(task);
        this.executor = Objects.requireNonNull(executor);
    }

    public void ask() {
        if (!stopped && asked.getAndIncrement() == 0) {
            submit();
        }
    }

    /** Asks in {@code wait}, or when it is planned already, if that is earlier or a moment later: the task has to bear being asked too early. */
    public synchronized void askIn(Duration wait) {
        if (stopped) {
            return;
        }
        long at = System.nanoTime() + wait.toNanos();
        if (timer != null && !timer.isDone() && timerAt - at <= A_MOMENT_NANOS) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        try {
            timer = executor.schedule(this::ring, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended(e);
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Begins the task no more and waits a while for the one that runs. */
    public void stop() {
        stopped = true;
        try {
            if (running.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A timer that has run out must not look as if it were still to come. */
    private void ring() {
        synchronized (this) {
            timer = null;
        }
        ask();
    }

    private void run() {
        running.lock();
        try {
            int seen = asked.get();
            if (stopped) {
                return;
            }
            task.run();
            if (!asked.compareAndSet(seen, 0)) {
                submit();
            }
        } finally {
            running.unlock();
        }
    }

    private void submit() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            ended(e);
        }
    }

    private void ended(RejectedExecutionException cause) {
        if (!stopped) {
            LOG.log(System.Logger.Level.ERROR, "Background work ends: the server takes no more", cause);
        }
    }
}
