package org.atomicevents.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a broker that answers, and to one that does not. */
@Timeout(20)
class CallBoundTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final CallBound bound = new CallBound(SHORT, threads);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whatIsAnsweredIsReturned() throws Exception {
        assertThat(bound.<String>call(1, () -> "answer")).isEqualTo("answer");
        assertThat(bound.vitals()).singleElement().isEqualTo(Vital.of("answers", "up", 1));
    }

    @Test
    void whatFailsFailsAsItIs() {
        IllegalStateException failure = new IllegalStateException("refused");
        assertThatThrownBy(() -> bound.call(1, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(bound.vitals())
                .singleElement()
                .satisfies(vital -> assertThat(vital.alarm()).isNull());
    }

    /** Seen: callers hung beyond 45 s, and with them everybody who wanted the same row. */
    @Test
    void whatIsNotAnsweredIsEndedAndAnAlarmUntilOneIsAnswered() throws Exception {
        assertThatThrownBy(this::silent).isInstanceOf(BrokerException.class).hasMessageContaining("PT0.05S");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(bound.vitals()).singleElement().satisfies(vital -> {
            assertThat(vital.value()).isZero();
            assertThat(vital.alarm()).contains("does not answer");
        });
        await().atMost(BOUND).until(this::isAnswered);
        assertThat(bound.vitals())
                .singleElement()
                .satisfies(vital -> assertThat(vital.alarm()).isNull());
    }

    /** A transaction with many events waits once, and others do not wait behind it. */
    @Test
    void rightAfterwardsNobodyWaits() {
        assertThatThrownBy(this::silent).hasMessageContaining("within");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(this::silent).hasMessageContaining("a moment ago");
        }
    }

    private boolean isAnswered() throws Exception {
        try {
            return bound.<Boolean>call(1, () -> true);
        } catch (BrokerException aMomentAgo) {
            return false;
        }
    }

    /** A batch that takes its time at a slow broker must not be ended, or it would never arrive. */
    @Test
    void moreEventsHaveMoreTime() throws Exception {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> bound.call(4, () -> {
                    never.await();
                    return null;
                }))
                .isInstanceOf(BrokerException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(350));
    }

    @Test
    void eachOfSeveralCallsIsEnded() {
        CountDownLatch both = new CountDownLatch(2);
        Future<?> longer = threads.submit(() -> endless(4, both));
        Future<?> shorter = threads.submit(() -> endless(1, both));
        assertThat(shorter).failsWithin(BOUND).withThrowableOfType(ExecutionException.class);
        assertThat(longer).failsWithin(BOUND).withThrowableOfType(ExecutionException.class);
    }

    /** The caller's next wait must not be ended by it. */
    @Test
    void theInterruptionEndsWithTheCall() throws Exception {
        boolean seen = bound.call(1, () -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return true;
        });
        assertThat(seen).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private Void endless(int events, CountDownLatch others) throws Exception {
        return bound.call(events, () -> {
            others.countDown();
            others.await();
            never.await();
            return null;
        });
    }

    private void silent() throws Exception {
        bound.call(1, () -> {
            never.await();
            return null;
        });
    }
}
