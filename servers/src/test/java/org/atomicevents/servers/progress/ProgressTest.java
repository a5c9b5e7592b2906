package org.atomicevents.servers.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SettableClock clock = new SettableClock();
    private final Progress progress = new Progress("xa", 3, new PrintStream(printed, true), clock);

    @Test
    void saysHowFarAndHowLongStill() {
        clock.now = clock.now.plusSeconds(50);
        progress.done("first HOLDS");
        clock.now = clock.now.plusSeconds(30);
        progress.done("second HOLDS");
        clock.now = clock.now.plusSeconds(10);
        progress.done("third VIOLATED");
        assertThat(printed.toString().lines())
                .containsExactly(
                        "xa 1 of 3  50 s, about 1 min 40 s left  first HOLDS",
                        "xa 2 of 3  1 min 20 s, about 40 s left  second HOLDS",
                        "xa 3 of 3  1 min 30 s  third VIOLATED");
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now.plus(Duration.ZERO), zone);
        }
    }
}
