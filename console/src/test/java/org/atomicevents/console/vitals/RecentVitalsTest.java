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

    private static final Duration KEEP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final Hands clock = new Hands();
    private final Vitals source = () -> {
        TreeMap<String, List<Vital>> all = new TreeMap<>();
        all.put("xa", List.of(Vital.of("asked", "count", asked.incrementAndGet())));
        return all;
    };

    @Test
    void theDatabaseIsAskedOncePerSecondHoweverManyAsk() {
        RecentVitals recent = new RecentVitals(source, Runnable::run, clock, KEEP, PATIENCE);

        for (int i = 0; i < 100; i++) {
            assertThat(recent.now().late()).isFalse();
        }
        assertThat(asked).hasValue(1);

        clock.now = clock.now.plus(KEEP);
        assertThat(recent.now().find("xa", "asked").orElseThrow().value()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatHangsCostsOneThreadAndNobodyWaitsLongerThanAllowed() {
        Deque<Runnable> hanging = new ArrayDeque<>();
        RecentVitals recent = new RecentVitals(source, hanging::add, clock, KEEP, PATIENCE);

        assertThat(recent.now().late()).isTrue();
        assertThat(recent.now().late()).isTrue();
        assertThat(hanging).hasSize(1);

        hanging.remove().run();
        assertThat(recent.now().late()).isFalse();
    }

    @Test
    void whatWasKnownIsShownAndMarkedLate() {
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
                KEEP,
                PATIENCE);
        recent.now();

        clock.now = clock.now.plus(KEEP);
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
                KEEP,
                PATIENCE);
        RecentVitals failed = new RecentVitals(
                () -> {
                    throw new IllegalStateException("no database");
                },
                Runnable::run,
                clock,
                KEEP,
                PATIENCE);

        assertThat(refused.now().late()).isTrue();
        assertThat(failed.now().late()).isTrue();
    }

    private static final class Hands extends Clock {

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
