package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a relay waits, without a clock. */
class PaceTest {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Pass IDLE = new Pass(0, 0, 0, 0, 0, Pass.Ended.IDLE);
    private static final Pass FULL = new Pass(10, 10, 0, 0, 0, Pass.Ended.FULL);
    private static final Pass AWAY = new Pass(10, 0, 0, 0, 0, Pass.Ended.UNREACHABLE);

    @Test
    void goesOnAtOnceWhileThereIsMore() {
        assertThat(new Pace(PERIOD, LONGEST, () -> 1).after(FULL)).isZero();
    }

    /** T-27: relays that started together must not poll together. */
    @Test
    void idlePollsAreSpreadAroundThePeriod() {
        assertThat(new Pace(PERIOD, LONGEST, () -> 0).after(IDLE)).isEqualTo(Duration.ofMillis(400));
        assertThat(new Pace(PERIOD, LONGEST, () -> 0.5).after(IDLE)).isEqualTo(PERIOD);
        assertThat(new Pace(PERIOD, LONGEST, () -> 1).after(IDLE)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aRelayThatWasInTheWayCostsAMoment() {
        Pass contended = new Pass(0, 0, 0, 0, 0, Pass.Ended.CONTENDED);
        assertThat(new Pace(PERIOD, LONGEST, () -> 1).after(contended)).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void backsOffWhileTheBrokerIsAwayAndForgetsItAfterwards() {
        Pace pace = new Pace(PERIOD, LONGEST, () -> 1);
        assertThat(pace.after(AWAY)).isEqualTo(PERIOD);
        assertThat(pace.after(AWAY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.afterFailure()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.after(AWAY)).isEqualTo(LONGEST);
        pace.after(IDLE);
        assertThat(pace.after(AWAY)).isEqualTo(PERIOD);
    }
}
