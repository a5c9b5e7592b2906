package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait before the next attempt, without a clock. */
class RetryPolicyTest {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration MAX = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "3, 800", "6, 6400", "7, 10000", "99, 10000"})
    void theLongestWaitDoublesUpToTheCap(int attempts, long millis) {
        assertThat(new RetryPolicy(FIRST, MAX, 100, () -> 1).after(attempts)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 200", "0.25, 100"})
    void jitterIsFull(double random, long millis) {
        assertThat(new RetryPolicy(FIRST, MAX, 100, () -> random).after(2)).contains(Duration.ofMillis(millis));
    }

    @Test
    void parksAtTheLastAttempt() {
        RetryPolicy retry = new RetryPolicy(FIRST, MAX, 3, () -> 1);
        assertThat(retry.after(2)).isPresent();
        assertThat(retry.after(3)).isEmpty();
        assertThat(retry.after(4)).isEmpty();
    }

    @Test
    void aThousandAttemptsDoNotOverflow() {
        assertThat(new RetryPolicy(FIRST, MAX, Integer.MAX_VALUE, () -> 1).after(5000))
                .contains(MAX);
    }

    @Test
    void refusesLimitsThatContradictEachOther() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(Duration.ZERO, MAX, 1, () -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(MAX, FIRST, 1, () -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(FIRST, MAX, 0, () -> 1));
    }
}
