package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.Events;
import org.atomicevents.outbox.TestDatabase;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.spi.Pace;
import org.atomicevents.spi.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a relay passes, on the threads of a real executor. */
class RoundsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int BOUND_SECONDS = 20;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    private TestDatabase database;

    @BeforeEach
    void install() throws Exception {
        database = new TestDatabase();
        OutboxStore.install(database.pool, database.dialect(), TestDatabase.STRATEGY);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void goesOnPassingAfterItsPeriod() throws Exception {
        int passes = 200;
        Broker broker = new Broker(passes);
        Rounds rounds = rounds(broker, MOMENT);
        rounds.start();
        for (int i = 0; i < passes; i++) {
            database.append(Events.event("a" + i));
            broker.awaitCalls(i + 1);
        }
        assertThat(broker.received).hasSize(passes);
        rounds.stop();
    }

    /** T-11: a wake-up shortens the wait; without one the period itself ends it. */
    @Test
    void oneThatIsWokenDoesNotWaitForItsPeriod() throws Exception {
        Broker broker = new Broker(1);
        Rounds rounds = rounds(broker, HOUR);
        rounds.start();
        database.append(Events.event("a1"));
        rounds.wake();
        broker.awaitCalls(1);
        assertThat(broker.received).containsExactly("a1");
        rounds.stop();
    }

    @Test
    void aWakeUpDuringAPassIsNotLost() throws Exception {
        Broker broker = new Broker(2);
        Rounds[] rounds = new Rounds[1];
        broker.during = () -> {
            database.append(Events.event("b1"));
            rounds[0].wake();
        };
        rounds[0] = rounds(broker, HOUR);
        database.append(Events.event("a1"));
        rounds[0].start();
        broker.awaitCalls(2);
        assertThat(broker.received).containsExactly("a1", "b1");
        rounds[0].stop();
    }

    /** T-11: who hears the broker again need not wait for the relay to find out by itself. */
    @Test
    void whoKnowsThatTheBrokerIsBackEndsTheWaiting() throws Exception {
        Broker broker = new Broker(2);
        broker.away = true;
        Rounds rounds = rounds(broker, HOUR);
        database.append(Events.event("a1"));
        rounds.start();
        broker.awaitCalls(1);
        awaitTimer();
        broker.away = false;
        rounds.wakeAfterTrouble();
        broker.awaitCalls(2);
        assertThat(broker.received).contains("a1");
        rounds.stop();
    }

    @Test
    void nobodyWakesARelayWhoseBrokerIsAway() throws Exception {
        Broker broker = new Broker(1);
        broker.away = true;
        Rounds rounds = rounds(broker, HOUR);
        database.append(Events.event("a1"));
        rounds.start();
        broker.awaitCalls(1);
        awaitTimer();
        long tasks = threads.getTaskCount();
        for (int i = 0; i < 100; i++) {
            rounds.wake();
        }
        assertThat(threads.getTaskCount()).isEqualTo(tasks);
        assertThat(broker.calls).hasValue(1);
        rounds.stop();
    }

    @Test
    void passesNoMoreOnceStopped() throws Exception {
        Broker broker = new Broker(1);
        Rounds rounds = rounds(broker, MOMENT);
        rounds.start();
        rounds.stop();
        database.append(Events.event("a1"));
        rounds.wake();
        assertThat(database.number("SELECT count(*) FROM outbox WHERE claimed_by IS NULL"))
                .isEqualTo(1);
        assertThat(broker.calls).hasValue(0);
    }

    /** The round is over when it has set its timer. */
    private void awaitTimer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (threads.getQueue().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Rounds rounds(Broker broker, Duration period) {
        Retry retry = new Retry(MOMENT, MOMENT, 2, () -> 0);
        Relay relay = new Relay(database.store("here"), broker, retry, 10, Duration.ofMinutes(5));
        return new Rounds(relay, new Pace(period, HOUR, () -> 0.5), threads);
    }

    @FunctionalInterface
    private interface Deed {
        void happen() throws Exception;
    }

    private static final class Broker extends FakeBroker {

        final AtomicInteger calls = new AtomicInteger();
        private final List<CountDownLatch> called;
        Deed during;

        Broker(int expected) {
            called = java.util.stream.Stream.generate(() -> new CountDownLatch(1))
                    .limit(expected)
                    .toList();
        }

        void awaitCalls(int count) throws InterruptedException {
            assertThat(called.get(count - 1).await(BOUND_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }

        @Override
        public synchronized List<Delivery> send(List<Event> events) {
            Deed deed = during;
            during = null;
            List<Delivery> deliveries = super.send(events);
            if (deed != null) {
                try {
                    deed.happen();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            int call = calls.getAndIncrement();
            if (call < called.size()) {
                called.get(call).countDown();
            }
            return deliveries;
        }
    }
}
