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
        ServerHealth health = healthWith(DEFAULT, new Vital("parked", "entries", 1, "one was given up"));

        assertThat(health.ready()).isTrue();
        assertThat(health.alive()).isTrue();
        assertThat(health.remarks()).isEqualTo(Map.of("outbox-polling.parked", "one was given up"));
    }

    @Test
    void anOldEntryWhileTheBrokerIsAwayLeavesTheServerReadyAndAlive() {
        ServerHealth health =
                healthWith(DEFAULT, new Vital("pending.oldest.age", "seconds", 86_400, "waits for a day"));

        assertThat(health.ready()).isTrue();
        assertThat(health.alive()).isTrue();
    }

    @Test
    void aDefaultStrategyThatCannotBeAskedIsNotReadyButAlive() {
        ServerHealth health = healthWith(DEFAULT, Vital.unknown("no connection"));

        assertThat(health.ready()).isFalse();
        assertThat(health.alive()).isTrue();
    }

    @Test
    void anotherStrategyThatCannotBeAskedIsARemark() {
        ServerHealth health = healthWith("xa", Vital.unknown("no connection"));

        assertThat(health.ready()).isTrue();
        assertThat(health.remarks()).containsKey("xa.asked");
    }

    @Test
    void aSilenceOfTheStrategiesIsNotReadyButAlive() {
        TreeMap<String, List<Vital>> last = new TreeMap<>();
        last.put(DEFAULT, List.of(new Vital("relay.last-pass.age", "seconds", 9999, "silent")));

        ServerHealth health = ServerHealth.of(new Reading(last, Instant.EPOCH, true), DEFAULT, DEAD_AFTER);

        assertThat(health.ready()).isFalse();
        assertThat(health.alive()).isTrue();
        assertThat(health.remarks()).containsKey("vitals");
    }

    @Test
    void aRelaySilentForALongTimeIsDeadAndOneSilentForAWhileIsNot() {
        assertThat(healthWith(DEFAULT, new Vital("relay.last-pass.age", "seconds", 600, "silent"))
                        .alive())
                .isTrue();
        assertThat(healthWith(DEFAULT, new Vital("relay.last-pass.age", "seconds", 601, "silent"))
                        .alive())
                .isFalse();
    }

    private static ServerHealth healthWith(String strategy, Vital vital) {
        TreeMap<String, List<Vital>> vitals = new TreeMap<>();
        vitals.put(strategy, List.of(vital));
        return ServerHealth.of(new Reading(vitals, Instant.EPOCH, false), DEFAULT, DEAD_AFTER);
    }
}
