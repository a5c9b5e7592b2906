package org.atomicevents.dualwrite.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.atomicevents.dualwrite.journal.Sweep;
import org.atomicevents.relay.PassResult;
import org.junit.jupiter.api.Test;

class SweepLogTest {

    @Test
    void theResultDecidesAboutTheNextPass() {
        SweepLog log = new SweepLog();
        for (PassResult result : PassResult.values()) {
            assertThat(log.record(new Sweep(1, 1, 1, Duration.ofHours(1), "away", result)))
                    .isEqualTo(result);
        }
    }
}
