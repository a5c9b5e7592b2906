package org.atomicevents.console.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.atomicevents.operations.Vital;
import org.atomicevents.operations.Vitals;
import org.junit.jupiter.api.Test;

class RecentVitalsTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private final AtomicInteger readings = new AtomicInteger();
    private final SettableClock clock = new SettableClock();
    private final Vitals source = () -> {
        TreeMap<String, List<Vital>> all = new TreeMap<>();
        all.put("xa", List.of(Vital.of("asked", "count", readings.incrementAndGet())));
        return all;
    };

    @Test
    void theDatabaseIsAskedOncePerSecondHoweverManyAsk() {
        RecentVitals recent = new RecentVitals(source, Runnable::run, clock, MAX_AGE, TIMEOUT);

        for (int i = 0; i < 100; i++) {
            assertThat(recent.now().late()).isFalse();
        }
        assertThat(readings).hasValue(1);

        clock.now = clock.now.plus(MAX_AGE);
        assertThat(recent.now().find("xa", "asked").orElseThrow().value()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatHangsCostsOneThreadAndNobodyWaitsLongerThanAllowed() {
        Deque<Runnable> hanging = new ArrayDeque<>();
        RecentVitals recent = new RecentVitals(source, hanging::add, clock, MAX_AGE, TIMEOUT);

        assertThat(recent.now().late()).isTrue();
        assertThat(recent.now().late()).isTrue();
        assertThat(hanging).hasSize(1);

        hanging.remove().run();
        assertThat(recent.now().late()).isFalse();
    }

    @Test
    void theLastReadingIsShownAndMarkedLate() {
        Deque<Runnable> hanging = new ArrayDeque<>();
        AtomicInteger tasks = new AtomicInteger();
        RecentVitals recent = new RecentVitals(
                source,
                task -> {
                    if (tasks.incrementAndGet() == 1) {
                        task.run();
                    } else {
                        hanging.add(task);
                    }
                },
                clock,
                MAX_AGE,
                TIMEOUT);
        recent.now();

        clock.now = clock.now.plus(MAX_AGE);
        Reading late = recent.now();

        assertThat(late.late()).isTrue();
        assertThat(late.find("xa", "asked")).isPresent();
    }

    @Test
    void aServerThatEndsOrAFailureIsALateAnswer() {
        RecentVitals refused = new RecentVitals(
                source,
                task -> {
                    throw new RejectedExecutionException("shutting down");
                },
                clock,
                MAX_AGE,
                TIMEOUT);
        RecentVitals failed = new RecentVitals(
                () -> {
                    throw new IllegalStateException("no database");
                },
                Runnable::run,
                clock,
                MAX_AGE,
                TIMEOUT);

        assertThat(refused.now().late()).isTrue();
        assertThat(failed.now().late()).isTrue();
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
