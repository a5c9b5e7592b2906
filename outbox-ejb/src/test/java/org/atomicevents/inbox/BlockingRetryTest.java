package org.atomicevents.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The repetition of an effect, with a database that answers or not, and a clock of the test's own. */
class BlockingRetryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Clock clock = new Clock();
    private TestDatabase database;
    private int runs;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.h2();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatSucceedsIsNotRepeated() {
        retry(PATIENCE).run(() -> runs++);
        assertThat(runs).isEqualTo(1);
        assertThat(clock.waits).isEmpty();
    }

    /** Seen: 23 events in the dead letter queue after two seconds without PostgreSQL. */
    @Test
    void anAbsentDatabaseIsWaitedForOnThisThread() throws Exception {
        database.close();
        clock.whenAsleep = this::back;
        clock.sleepsUntilBack = 20;
        BlockingRetry retry = retry(PATIENCE);
        retry.run(() -> {
            runs++;
            if (clock.sleepsUntilBack > 0) {
                throw new IllegalStateException("no connection");
            }
        });
        assertThat(runs).isEqualTo(21);
        assertThat(clock.waits)
                .startsWith(Duration.ofMillis(100), Duration.ofMillis(200))
                .endsWith(Duration.ofSeconds(2));
    }

    @Test
    void patienceHasAnEnd() {
        database.close();
        assertThatThrownBy(() -> retry(PATIENCE).run(this::fail)).hasMessage("failure");
        assertThat(clock.now)
                .isBetween(PATIENCE.toNanos(), PATIENCE.plusSeconds(3).toNanos());
    }

    @Test
    void withADatabaseThatAnswersTheEventIsToBlameAfterThreeAttempts() {
        assertThatThrownBy(() -> retry(PATIENCE).run(this::fail)).hasMessage("failure");
        assertThat(runs).isEqualTo(3);
    }

    @Test
    void withoutPatienceAllIsLeftToTheBroker() {
        assertThatThrownBy(() -> retry(Duration.ZERO).run(this::fail)).hasMessage("failure");
        assertThat(runs).isEqualTo(1);
        assertThat(clock.waits).isEmpty();
    }

    /** A server that shuts down does not wait for a consumer. */
    @Test
    void anInterruptEndsTheWaitAndStays() {
        clock.whenAsleep = () -> {
            throw new InterruptedException();
        };
        assertThatThrownBy(() -> retry(PATIENCE).run(this::fail)).hasMessage("failure");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).isEqualTo(1);
    }

    private void fail() {
        runs++;
        throw new IllegalStateException("failure");
    }

    private BlockingRetry retry(Duration patience) {
        return new BlockingRetry(database.transactions, patience, clock);
    }

    private void back() throws SQLException {
        clock.sleepsUntilBack--;
    }

    private static final class Clock implements BlockingRetry.Waiting {

        private final List<Duration> waits = new ArrayList<>();
        private long now;
        private int sleepsUntilBack;
        private Asleep whenAsleep = () -> {};

        @FunctionalInterface
        private interface Asleep {
            void happens() throws Exception;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            waits.add(time);
            now += time.toNanos();
            try {
                whenAsleep.happens();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
