package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The times of passes, on the threads of a real executor. */
class PollLoopTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int BOUND_SECONDS = 20;

    private final AtomicInteger submitted = new AtomicInteger();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            // Tasks that are executed at once come here, too.
            ScheduledFuture<?> planned = super.schedule(task, delay, unit);
            submitted.incrementAndGet();
            return planned;
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long next, TimeUnit unit) {
            ScheduledFuture<?> planned = super.scheduleWithFixedDelay(task, delay, next, unit);
            submitted.incrementAndGet();
            return planned;
        }
    };
    private final Semaphore passed = new Semaphore(0);
    private final AtomicInteger count = new AtomicInteger();
    private volatile PollLoop.Pass passes = () -> PassResult.IDLE;

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void makesAPassAfterEachPeriod() throws Exception {
        PollLoop pollLoop = pollLoop(MOMENT);
        pollLoop.start();
        await(200);
        pollLoop.stop();
    }

    @Test
    void goesOnAtOnceWhileThereIsMore() throws Exception {
        passes = () -> count.get() < 250 ? PassResult.FULL : PassResult.IDLE;
        PollLoop pollLoop = pollLoop(HOUR);
        pollLoop.start();
        await(250);
        pollLoop.stop();
    }

    /** T-11: a wake-up shortens the wait; without one it ends with the period. */
    @Test
    void aLoopThatIsWokenDoesNotWaitForItsPeriod() throws Exception {
        PollLoop pollLoop = pollLoop(HOUR);
        pollLoop.start();
        await(1);
        pollLoop.wake();
        await(1);
        pollLoop.stop();
    }

    @Test
    void aWakeUpDuringAPassIsNotLost() throws Exception {
        PollLoop pollLoop = pollLoop(HOUR);
        passes = () -> {
            passes = () -> PassResult.IDLE;
            pollLoop.wake();
            return PassResult.IDLE;
        };
        pollLoop.start();
        await(2);
        pollLoop.stop();
    }

    /** T-11: a wake-up listener that is connected again knows that the broker is back. */
    @Test
    void aWakeUpAfterFailureEndsTheBackingOff() throws Exception {
        passes = () -> PassResult.UNREACHABLE;
        PollLoop pollLoop = pollLoop(HOUR);
        pollLoop.start();
        await(1);
        awaitTimer();
        passes = () -> PassResult.IDLE;
        pollLoop.wakeAfterFailure();
        await(1);
        pollLoop.stop();
    }

    @Test
    void aWakeUpIsIgnoredWhileTheBrokerIsAway() throws Exception {
        passes = () -> PassResult.UNREACHABLE;
        assertThatWakeUpsAreIgnored();
    }

    @Test
    void aWakeUpIsIgnoredWhileTheDatabaseIsAway() throws Exception {
        passes = () -> {
            throw new SQLException("away");
        };
        assertThatWakeUpsAreIgnored();
    }

    @Test
    void aPassThatFailedIsTriedAgain() throws Exception {
        passes = () -> {
            passes = () -> PassResult.IDLE;
            throw new IllegalStateException("broken");
        };
        PollLoop pollLoop = new PollLoop(this::pass, new PollDelay(MOMENT, MOMENT, () -> 0.5), failures(), threads);
        pollLoop.start();
        await(2);
        pollLoop.stop();
    }

    @Test
    void anErrorDoesNotEndTheLoop() throws Exception {
        passes = () -> {
            passes = () -> PassResult.IDLE;
            throw new OutOfMemoryError("of a test");
        };
        PollLoop pollLoop = new PollLoop(this::pass, new PollDelay(MOMENT, MOMENT, () -> 0.5), failures(), threads);
        pollLoop.start();
        await(2);
        pollLoop.stop();
    }

    /** Vital signs take a loop whose every pass throws for dead. */
    @Test
    void aPassThatThrowsIsNoPass() throws Exception {
        passes = () -> {
            throw new OutOfMemoryError("of a test");
        };
        PollLoop pollLoop = pollLoop(HOUR);
        long made = System.nanoTime();
        pollLoop.start();
        await(1);
        awaitTimer();
        long elapsed = System.nanoTime() - made;
        assertThat(pollLoop.sinceLastPass()).isGreaterThanOrEqualTo(Duration.ofNanos(elapsed));
        pollLoop.stop();
    }

    @Test
    void makesNoMorePassesOnceStopped() throws Exception {
        PollLoop pollLoop = pollLoop(MOMENT);
        pollLoop.start();
        await(1);
        pollLoop.stop();
        int before = count.get();
        pollLoop.wake();
        threads.shutdown();
        assertThat(threads.awaitTermination(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(count).hasValue(before);
    }

    @Test
    void stopWaitsForThePassUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        passes = () -> {
            begun.countDown();
            awaited(go);
            return PassResult.FULL;
        };
        PollLoop pollLoop = pollLoop(HOUR);
        pollLoop.start();
        awaited(begun);
        CompletableFuture<Integer> stopping = CompletableFuture.supplyAsync(() -> {
            pollLoop.stop();
            return count.get();
        });
        go.countDown();
        assertThat(stopping.get(BOUND_SECONDS, TimeUnit.SECONDS)).isPositive();
    }

    private void assertThatWakeUpsAreIgnored() throws Exception {
        PollLoop pollLoop = pollLoop(HOUR);
        pollLoop.start();
        await(1);
        awaitTimer();
        for (int i = 0; i < 100; i++) {
            pollLoop.wake();
        }
        assertThat(submitted).hasValue(2);
        assertThat(count).hasValue(1);
        pollLoop.stop();
    }

    /** The first passes are over when the timer is set, which is the second task submitted. */
    private void awaitTimer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (submitted.get() < 2) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void await(int more) throws InterruptedException {
        assertThat(passed.tryAcquire(more, BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PollLoop pollLoop(Duration period) {
        return new PollLoop(this::pass, new PollDelay(period, HOUR, () -> 0.5), failures(), threads);
    }

    private static FailureLog failures() {
        return new FailureLog(System.getLogger(PollLoopTest.class.getName()), "The pass failed");
    }

    private PassResult pass() throws SQLException {
        try {
            return passes.make();
        } finally {
            count.incrementAndGet();
            passed.release();
        }
    }
}
