package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests while the task runs, on the threads of a real executor. */
class SerialTaskTest {

    private static final int BOUND_SECONDS = 20;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void manyRequestsDuringOneRunAreOneMoreRun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch twice = new CountDownLatch(2);
        SerialTask task = new SerialTask(
                () -> {
                    runs.incrementAndGet();
                    begun.countDown();
                    awaited(requested);
                    twice.countDown();
                },
                threads);
        task.request();
        awaited(begun);
        for (int i = 0; i < 100; i++) {
            task.request();
        }
        requested.countDown();
        awaited(twice);
        end();
        assertThat(runs).hasValue(2);
    }

    @Test
    void neverRunsTwiceAtTheSameTime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicBoolean last = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        SerialTask task = new SerialTask(
                () -> {
                    together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    runs.incrementAndGet();
                    inside.decrementAndGet();
                    if (last.get()) {
                        done.countDown();
                    }
                },
                threads);
        for (int i = 0; i < 10_000; i++) {
            task.request();
        }
        last.set(true);
        task.request();
        awaited(done);
        end();
        assertThat(together).hasValue(1);
        assertThat(runs.get()).isBetween(1, 10_001);
    }

    /** Seen: 21 wake-ups after an OutOfMemoryError, and no run. */
    @Test
    void aRunThatThrowsAnErrorIsFollowedByAnother() {
        CountDownLatch twice = new CountDownLatch(2);
        SerialTask task = new SerialTask(
                () -> {
                    twice.countDown();
                    throw new OutOfMemoryError("of a test");
                },
                threads);
        task.request();
        awaited(twice);
        task.stop();
    }

    @Test
    void aRequestThatFoundNoThreadIsMadeAgain() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        ScheduledThreadPoolExecutor poor = new ScheduledThreadPoolExecutor(1) {
            @Override
            public void execute(Runnable command) {
                if (exhausted.getAndSet(false)) {
                    throw new OutOfMemoryError("unable to create native thread, in a test");
                }
                super.execute(command);
            }
        };
        try {
            CountDownLatch ran = new CountDownLatch(1);
            SerialTask task = new SerialTask(ran::countDown, poor);
            task.requestIn(Duration.ofMillis(1));
            awaited(ran);
            task.stop();
        } finally {
            poor.shutdownNow();
        }
    }

    /** As a managed executor of WildFly does while the server is suspended. */
    @Test
    void aTimerThatTheExecutorSkipsExpiresAgain() {
        AtomicInteger skipped = new AtomicInteger();
        ScheduledThreadPoolExecutor suspended = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                return super.schedule(() -> skipping(task), delay, unit);
            }

            @Override
            public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long next, TimeUnit unit) {
                return super.scheduleWithFixedDelay(() -> skipping(task), first, 1, unit);
            }

            private void skipping(Runnable task) {
                if (skipped.incrementAndGet() > 3) {
                    task.run();
                }
            }
        };
        try {
            CountDownLatch ran = new CountDownLatch(1);
            SerialTask task = new SerialTask(
                    () -> {
                        runs.incrementAndGet();
                        ran.countDown();
                    },
                    suspended);
            task.requestIn(Duration.ofMillis(1));
            awaited(ran);
            task.stop();
        } finally {
            suspended.shutdownNow();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void anEarlierTimeReplacesALaterOne() {
        CountDownLatch ran = new CountDownLatch(1);
        SerialTask task = new SerialTask(ran::countDown, threads);
        task.requestIn(Duration.ofHours(2));
        task.requestIn(Duration.ofMillis(1));
        task.requestIn(Duration.ofHours(1));
        awaited(ran);
    }

    @Test
    void noRunIsPlannedOnceStopped() {
        SerialTask task = new SerialTask(runs::incrementAndGet, threads);
        task.stop();
        task.request();
        task.requestIn(Duration.ofHours(1));
        assertThat(threads.getQueue()).isEmpty();
        assertThat(threads.getPoolSize()).isZero();
    }

    @Test
    void aPlannedRunIsDroppedWhenItStops() {
        threads.setRemoveOnCancelPolicy(true);
        SerialTask task = new SerialTask(runs::incrementAndGet, threads);
        task.requestIn(Duration.ofHours(1));
        assertThat(threads.getQueue()).hasSize(1);
        task.stop();
        assertThat(threads.getQueue()).isEmpty();
    }

    private void end() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
