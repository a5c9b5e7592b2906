package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration: defaults, and every wrong value refused with key, value and rule. */
class SettingsReaderTest {

    @Test
    void defaultsAreTheDocumentedOnes() {
        Settings settings = read(Map.of());
        assertThat(settings.application()).isEmpty();
        assertThat(settings.use()).isEqualTo(new Settings.Use("outbox-polling", List.of("*")));
        assertThat(settings.datasource().jndiName()).isEqualTo("java:jboss/datasources/AtomicEvents");
        assertThat(settings.maxDataBytes()).isEqualTo(262_144);
        assertThat(settings.outbox())
                .isEqualTo(new Settings.Outbox(
                        Duration.ofMillis(500),
                        500,
                        Duration.ofSeconds(10),
                        new RetrySettings(Duration.ofMillis(200), Duration.ofMinutes(1), 10)));
        assertThat(settings.inbox()).isEqualTo(new Settings.Inbox(Duration.ofDays(7), Duration.ofMinutes(5)));
    }

    @Test
    void configuredValuesWin() {
        Settings settings = read(Map.of(
                "atomicevents.strategy", "xa", "atomicevents.outbox.lease", "PT5S", "atomicevents.datasource", "  "));
        assertThat(settings.use().byDefault()).isEqualTo("xa");
        assertThat(settings.outbox().lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.datasource().jndiName()).isEqualTo("java:jboss/datasources/AtomicEvents");
    }

    @ParameterizedTest
    @CsvSource({
        "atomicevents.max-data-bytes, 0",
        "atomicevents.max-data-bytes, 1048577",
        "atomicevents.outbox.batch-size, many",
        "atomicevents.outbox.batch-size, 10001",
        "atomicevents.outbox.max-attempts, -1",
        "atomicevents.outbox.poll-period, 500",
        "atomicevents.outbox.poll-period, PT0S",
        "atomicevents.outbox.lease, PT0.5S",
        "atomicevents.outbox.retry-first, -PT1S",
        "atomicevents.inbox.retention, P0D",
        "atomicevents.inbox.wait-for-database, PT2H"
    })
    void wrongValuesAreRefused(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageContaining(key + " = " + value)
                .withMessageContaining("has to be");
    }

    @Test
    void allWrongValuesAreListedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(
                        "atomicevents.outbox.batch-size", "0",
                        "atomicevents.outbox.retry-first", "PT10S",
                        "atomicevents.outbox.retry-max", "PT5S")))
                .withMessageContaining("batch-size = 0")
                .withMessageContaining("retry-max = PT5S is shorter than atomicevents.outbox.retry-first = PT10S");
    }

    @Test
    void aMisspeltKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("atomicevents.outbox.poll-perod", "PT1S")))
                .withMessageContaining("atomicevents.outbox.poll-perod is not a known key")
                .withMessageContaining("atomicevents.outbox.poll-period");
    }

    private static Settings read(Map<String, String> configured) {
        Configuration configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        Settings settings = SettingsReader.read(configuration);
        configuration.verify(configured.keySet());
        return settings;
    }
}
