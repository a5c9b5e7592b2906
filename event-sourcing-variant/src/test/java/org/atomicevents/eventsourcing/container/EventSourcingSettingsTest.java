package org.atomicevents.eventsourcing.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;

/** The keys of the strategy, their defaults, and the refusal of wrong values. */
class EventSourcingSettingsTest {

    @Test
    void everyKeyHasADefault() {
        EventSourcingSettings settings = EventSourcingSettings.read(configuration(Map.of()));
        assertThat(settings.passes())
                .isEqualTo(new EventSourcingSettings.Passes(
                        Duration.ofMillis(500),
                        500,
                        new RetrySettings(Duration.ofMillis(200), Duration.ofMinutes(1), 10)));
        assertThat(settings.relay()).isTrue();
        assertThat(settings.claimFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.projections()).isTrue();
        assertThat(settings.snapshotEvery()).isEqualTo(100);
    }

    @Test
    void everyWrongValueIsRefusedWithItsKey() {
        Configuration configuration = configuration(Map.of(
                "atomicevents.event-sourcing.poll-period", "soon",
                "atomicevents.event-sourcing.batch-size", "0",
                "atomicevents.event-sourcing.relay", "perhaps",
                "atomicevents.event-sourcing.retry-max", "PT0.1S"));
        EventSourcingSettings.read(configuration);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.verify(List.of()))
                .withMessageContaining("poll-period = soon")
                .withMessageContaining("batch-size = 0")
                .withMessageContaining("relay = perhaps")
                .withMessageContaining("retry-max = PT0.1S is shorter than");
    }

    private static Configuration configuration(Map<String, String> values) {
        return new Configuration(key -> Optional.ofNullable(values.get(key)));
    }
}
