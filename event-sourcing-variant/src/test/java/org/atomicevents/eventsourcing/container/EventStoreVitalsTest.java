package org.atomicevents.eventsourcing.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atomicevents.eventsourcing.store.EventStoreOperations.Lag;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.Test;

/** The states that alarm an operator, and those that do not. */
class EventStoreVitalsTest {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    @Test
    void nothingAlarmsWhileAllIsWell() {
        List<Vital> vitals = vitals(new Lag(3, Duration.ofSeconds(2), 0), Duration.ofSeconds(1), Optional.empty());
        assertThat(vitals).extracting(Vital::alarm).containsOnlyNulls();
        assertThat(vitals)
                .extracting(Vital::name)
                .containsExactly("relay.lag", "relay.lag.age", "parked", "relay.alive", "projection.products.live.lag");
        assertThat(vitals).extracting(Vital::value).containsExactly(3.0, 2.0, 0.0, 1.0, 7.0);
    }

    @Test
    void everyStateThatNeedsAnOperatorAlarms() {
        assertThat(alarms(vitals(new Lag(1, Duration.ofHours(1), 0), Duration.ZERO, Optional.empty())))
                .containsExactly("relay.lag.age");
        assertThat(alarms(vitals(new Lag(0, Duration.ZERO, 1), Duration.ZERO, Optional.empty())))
                .containsExactly("parked");
        assertThat(alarms(vitals(new Lag(0, Duration.ZERO, 0), Duration.ofMinutes(2), Optional.empty())))
                .containsExactly("relay.alive");
        var stopped = new ProjectionState.Stopped(Instant.EPOCH, "event a1 at position 7");
        List<Vital> ofStopped = vitals(new Lag(0, Duration.ZERO, 0), Duration.ZERO, Optional.of(stopped));
        assertThat(alarms(ofStopped)).containsExactly("projection.products.live.lag");
        assertThat(ofStopped.get(4).alarm()).contains("event a1 at position 7").contains("rebuild");
        var held = new ProjectionState.Held(3, "event b1 at position 9");
        List<Vital> ofHeld = vitals(new Lag(0, Duration.ZERO, 0), Duration.ZERO, Optional.empty(), Optional.of(held));
        assertThat(alarms(ofHeld)).containsExactly("projection.products.live.lag");
        assertThat(ofHeld.get(4).alarm()).contains("3 streams").contains("event b1 at position 9");
    }

    private static List<Vital> vitals(Lag lag, Duration sinceLastPass, Optional<ProjectionState.Stopped> stopped) {
        return vitals(lag, sinceLastPass, stopped, Optional.empty());
    }

    private static List<Vital> vitals(
            Lag lag,
            Duration sinceLastPass,
            Optional<ProjectionState.Stopped> stopped,
            Optional<ProjectionState.Held> held) {
        ProjectionState products = new ProjectionState("products", 1, 1, "live", 10, 7, stopped, held);
        return new EventStoreVitals(lag, sinceLastPass, LONGEST_WAIT, List.of(products)).now();
    }

    private static List<String> alarms(List<Vital> vitals) {
        return vitals.stream()
                .filter(vital -> vital.alarm() != null)
                .map(Vital::name)
                .toList();
    }
}
