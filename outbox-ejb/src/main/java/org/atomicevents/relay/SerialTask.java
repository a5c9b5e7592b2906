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
 * Runs a task on an executor's threads whenever somebody asks for it, never twice at the same time. Who asks is never kept
 * waiting; the task begins once more after the last asking, many askings in between are one. Holds no thread while there
 * is nothing to do. Thread-safe.
 */
public final class SerialTask {

    private static final System.Logger LOG = System.getLogger(SerialTask.class.getName());
    private static final int PATIENCE_SECONDS = 10;

    /** So much later is not worth another timer. */
    private static final long A_MOMENT_NANOS = 1_000_000;

    /**
     * A server that is suspended skips what its executors had planned for that time, for good, with an error in its log: a
     * timer that rang only once would have rung for nobody, and nothing would go on when the server resumes.
     */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Runnable task;
    private final ScheduledExecutorService executor;
    private final ReentrantLock running = new ReentrantLock();
    /** Greater than zero while the task is due or runs; grows with each asking. */
    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean stopped;
    private Timer timer;

    public SerialTask(Runnable task, ScheduledExecutorService executor) {
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
        if (timer != null && timer.at - at <= A_MOMENT_NANOS) {
            return;
        }
        cancel();
        try {
            Timer next = new Timer(at);
            next.ringing = executor.scheduleWithFixedDelay(next, wait.toNanos(), AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            timer = next;
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
        cancel();
        try {
            if (running.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void cancel() {
        if (timer != null) {
            timer.ringing.cancel(false);
            timer = null;
        }
    }

    /** Rings once, and is not yet to come after that. */
    private final class Timer implements Runnable {

        private final long at;
        private Future<?> ringing;

        Timer(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            synchronized (SerialTask.this) {
                ringing.cancel(false);
                if (timer == this) {
                    timer = null;
                }
            }
            ask();
        }
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
