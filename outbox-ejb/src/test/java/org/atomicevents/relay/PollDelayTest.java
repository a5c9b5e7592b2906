package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wait of a relay, without a clock. */
class PollDelayTest {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Test
    void goesOnAtOnceWhileThereIsMore() {
        assertThat(new PollDelay(PERIOD, LONGEST, () -> 1).after(PassResult.FULL))
                .isZero();
    }

    /** T-27: relays that started together must not poll together. */
    @Test
    void idlePollsAreSpreadAroundThePeriod() {
        assertThat(new PollDelay(PERIOD, LONGEST, () -> 0).after(PassResult.IDLE))
                .isEqualTo(Duration.ofMillis(400));
        assertThat(new PollDelay(PERIOD, LONGEST, () -> 0.5).after(PassResult.IDLE))
                .isEqualTo(PERIOD);
        assertThat(new PollDelay(PERIOD, LONGEST, () -> 1).after(PassResult.IDLE))
                .isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void theWaitForAnotherRelayIsShort() {
        assertThat(new PollDelay(PERIOD, LONGEST, () -> 1).after(PassResult.CONTENDED))
                .isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void backsOffWhileTheBrokerIsAwayAndStartsAnewAfterwards() {
        PollDelay pollDelay = new PollDelay(PERIOD, LONGEST, () -> 1);
        assertThat(pollDelay.after(PassResult.UNREACHABLE)).isEqualTo(PERIOD);
        assertThat(pollDelay.after(PassResult.UNREACHABLE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pollDelay.afterFailure()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pollDelay.after(PassResult.UNREACHABLE)).isEqualTo(LONGEST);
        pollDelay.after(PassResult.IDLE);
        assertThat(pollDelay.after(PassResult.UNREACHABLE)).isEqualTo(PERIOD);
    }

    /** A relay that polls once an hour must not wait for half of it because of one failure. */
    @Test
    void aRelayThatPollsSeldomIsBackSoonAfterAFailure() {
        PollDelay seldom = new PollDelay(Duration.ofHours(1), PERIOD, LONGEST, () -> 1);

        assertThat(seldom.afterFailure()).isEqualTo(PERIOD);
        assertThat(seldom.afterFailure()).isEqualTo(PERIOD.multipliedBy(2));
        assertThat(seldom.after(PassResult.IDLE)).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }
}
