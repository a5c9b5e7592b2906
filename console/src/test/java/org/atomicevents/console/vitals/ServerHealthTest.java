package org.atomicevents.console.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

    private static final String DEFAULT = "outbox-polling";
    private static final Duration DEAD_AFTER = Duration.ofMinutes(10);

    @Test
    void aParkedEntryTakesNobodyOutOfTheLoadBalancer() {
        ServerHealth judgement = judged(DEFAULT, new Vital("parked", "entries", 1, "one was given up"));

        assertThat(judgement.ready()).isTrue();
        assertThat(judgement.alive()).isTrue();
        assertThat(judgement.remarks()).isEqualTo(Map.of("outbox-polling.parked", "one was given up"));
    }

    @Test
    void anOldEntryWhileTheBrokerIsAwayLeavesTheServerReadyAndAlive() {
        ServerHealth judgement = judged(DEFAULT, new Vital("pending.oldest.age", "seconds", 86_400, "waits for a day"));

        assertThat(judgement.ready()).isTrue();
        assertThat(judgement.alive()).isTrue();
    }

    @Test
    void aDefaultStrategyThatCannotBeAskedIsNotReadyButAlive() {
        ServerHealth judgement = judged(DEFAULT, Vital.unknown("no connection"));

        assertThat(judgement.ready()).isFalse();
        assertThat(judgement.alive()).isTrue();
    }

    @Test
    void anotherStrategyThatCannotBeAskedIsARemark() {
        ServerHealth judgement = judged("xa", Vital.unknown("no connection"));

        assertThat(judgement.ready()).isTrue();
        assertThat(judgement.remarks()).containsKey("xa.asked");
    }

    @Test
    void aSilenceOfTheStrategiesIsNotReadyButAlive() {
        TreeMap<String, List<Vital>> last = new TreeMap<>();
        last.put(DEFAULT, List.of(new Vital("relay.last-pass.age", "seconds", 9999, "silent")));

        ServerHealth judgement = ServerHealth.of(new Reading(last, Instant.EPOCH, true), DEFAULT, DEAD_AFTER);

        assertThat(judgement.ready()).isFalse();
        assertThat(judgement.alive()).isTrue();
        assertThat(judgement.remarks()).containsKey("vitals");
    }

    @Test
    void aRelaySilentForALongTimeIsDeadAndOneSilentForAWhileIsNot() {
        assertThat(judged(DEFAULT, new Vital("relay.last-pass.age", "seconds", 600, "silent"))
                        .alive())
                .isTrue();
        assertThat(judged(DEFAULT, new Vital("relay.last-pass.age", "seconds", 601, "silent"))
                        .alive())
                .isFalse();
    }

    private static ServerHealth judged(String strategy, Vital vital) {
        TreeMap<String, List<Vital>> vitals = new TreeMap<>();
        vitals.put(strategy, List.of(vital));
        return ServerHealth.of(new Reading(vitals, Instant.EPOCH, false), DEFAULT, DEAD_AFTER);
    }
}
