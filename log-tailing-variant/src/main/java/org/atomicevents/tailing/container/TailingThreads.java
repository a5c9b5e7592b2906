package org.atomicevents.tailing.container;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.engine.Upkeep;

/**
 * The background work of one strategy on the server's threads: the tailer on one thread of its own, the upkeep twice a second.
 * Thread-safe.
 */
final class TailingThreads {

    private static final long UPKEEP_MILLIS = 500;

    private final LogTailer tailer;
    private final Upkeep upkeep;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;
    /** Empty before the start. */
    private final Queue<Future<?>> scheduled = new ConcurrentLinkedQueue<>();

    TailingThreads(LogTailer tailer, Upkeep upkeep, Executor executor, ScheduledExecutorService scheduler) {
        this.tailer = Objects.requireNonNull(tailer);
        this.upkeep = Objects.requireNonNull(upkeep);
        this.executor = Objects.requireNonNull(executor);
        this.scheduler = Objects.requireNonNull(scheduler);
    }

    LogTailer tailer() {
        return tailer;
    }

    void start() {
        executor.execute(tailer);
        scheduled.add(scheduler.scheduleWithFixedDelay(upkeep, UPKEEP_MILLIS, UPKEEP_MILLIS, TimeUnit.MILLISECONDS));
    }

    void stop() {
        scheduled.forEach(future -> future.cancel(false));
        tailer.stop();
    }
}
