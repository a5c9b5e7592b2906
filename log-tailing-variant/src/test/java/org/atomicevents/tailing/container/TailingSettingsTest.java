package org.atomicevents.tailing.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;
import org.atomicevents.tailing.engine.EngineSettings;
import org.junit.jupiter.api.Test;

class TailingSettingsTest {

    private static final String GROUP = "atomicevents.tailing.";

    /** Empty strings stand for the data source's own values. */
    @Test
    void everythingHasADefault() {
        assertThat(read(Map.of()))
                .isEqualTo(new TailingSettings(
                        new TailingSettings.Reader("", "", "secret"),
                        "atomicevents",
                        new TailingSettings.Times(
                                new EngineSettings(Duration.ofMillis(2), 500),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1)),
                        new RetrySettings(Duration.ofMillis(200), Duration.ofSeconds(5), 5),
                        List.of()));
    }

    @Test
    void thePasswordOfTheReaderReplacesTheDataSources() {
        assertThat(read(Map.of(GROUP + "password", "own")).reader().password()).isEqualTo("own");
    }

    /** PostgreSQL allows no other characters in the name of a slot. */
    @Test
    void aPrefixThatIsNoNameOfASlotIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> read(Map.of(GROUP + "slot-prefix", "My-Slots")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(GROUP + "slot-prefix")
                .hasMessageContaining("My-Slots");
    }

    private static TailingSettings read(Map<String, String> configured) {
        var configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        TailingSettings settings = TailingSettings.read(configuration, "secret");
        configuration.verify(configured.keySet());
        return settings;
    }
}
