package org.atomicevents.console.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleSettingsTest {

    private static final String GROUP = "atomicevents.console.";

    @Test
    void everythingHasADefault() {
        ConsoleSettings settings = read(Map.of());

        assertThat(settings)
                .isEqualTo(new ConsoleSettings(
                        Duration.ofDays(90),
                        100_000,
                        1000,
                        new ConsoleSettings.Watch(
                                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @CsvSource({
        "audit-retention, PT1S",
        "audit-retention, for ever",
        "audit-max-rows, 0",
        "list-max, 10001",
        "list-max, many",
        "vitals-keep, PT0S",
        "vitals-timeout, PT2M",
        "dead-after, PT1S"
    })
    void aValueThatBreaksARuleIsRefusedByNameAndValue(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(GROUP + key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(GROUP + key)
                .hasMessageContaining(value);
    }

    @Test
    void aMisspeltKeyIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> read(Map.of(GROUP + "audit-retenshun", "P1D")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audit-retenshun is not a known key")
                .hasMessageContaining("audit-retention");
    }

    private static ConsoleSettings read(Map<String, String> configured) {
        var configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        ConsoleSettings settings = ConsoleSettings.read(configuration);
        configuration.verify(configured.keySet());
        return settings;
    }
}
