package org.atomicevents.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;
import org.atomicevents.outbox.store.Backlog;
import org.junit.jupiter.api.Test;

/** The alarms among the vital signs. */
class OutboxVitalsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void allIsWell() {
        assertThat(vitals(Duration.ofSeconds(1), new Backlog(3, Duration.ofSeconds(2), 0)))
                .extracting(Vital::value)
                .containsExactly(1.0, 3.0, 2.0, 0.0);
        assertThat(alarms(Duration.ofSeconds(1), new Backlog(3, Duration.ofSeconds(2), 0)))
                .isEmpty();
    }

    @Test
    void aRelayThatMakesNoPassIsDead() {
        assertThat(alarms(MINUTE.multipliedBy(2), new Backlog(0, Duration.ZERO, 0)))
                .singleElement()
                .asString()
                .contains("no pass for PT2M");
    }

    @Test
    void anEntryThatWaitsForMinutesIsAlarming() {
        assertThat(alarms(Duration.ZERO, new Backlog(1, MINUTE.multipliedBy(6), 0)))
                .singleElement()
                .asString()
                .contains("PT6M")
                .contains("atomicevents.outbox.relay");
    }

    @Test
    void aParkedEntryIsAlarming() {
        assertThat(alarms(Duration.ZERO, new Backlog(0, Duration.ZERO, 2)))
                .singleElement()
                .asString()
                .contains("2 entries")
                .contains("replay or discard");
    }

    @Test
    void whereNoRelayRunsNoneIsMissed() {
        assertThat(new OutboxVitals(() -> new Backlog(0, Duration.ZERO, 0), Optional.empty(), MINUTE).now())
                .extracting(Vital::name)
                .containsExactly("pending", "pending.oldest.age", "parked");
    }

    private static List<String> alarms(Duration sinceLastPass, Backlog backlog) {
        return vitals(sinceLastPass, backlog).stream()
                .map(Vital::alarm)
                .filter(alarm -> alarm != null)
                .toList();
    }

    private static List<Vital> vitals(Duration sinceLastPass, Backlog backlog) {
        return new OutboxVitals(() -> backlog, Optional.of(() -> sinceLastPass), MINUTE).now();
    }
}
