package org.atomicevents.dualwrite.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {

    private static final String SWEEP_PERIOD = "atomicevents.journal.sweep-period";

    @Test
    void anAbsoluteDirectoryIsTakenAndTheSweepPeriodHasADefault() {
        Path directory = Path.of("target", "journal").toAbsolutePath();

        assertThat(read(Map.of(JournalSettings.DIRECTORY, directory.toString())))
                .isEqualTo(new JournalSettings(directory, Duration.ofSeconds(1)));
    }

    /** It would depend on the directory in which the server was started. */
    @Test
    void aRelativeDirectoryIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> read(Map.of(JournalSettings.DIRECTORY, "data/journal")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(JournalSettings.DIRECTORY)
                .hasMessageContaining("data/journal")
                .hasMessageContaining("absolute path");
    }

    /** The sweeper has to force the file before the file overwrites outdated data. */
    @Test
    void aSweepPeriodBeyondTheLongestWaitIsRefused() {
        String directory = Path.of("target").toAbsolutePath().toString();

        assertThatThrownBy(() -> read(Map.of(JournalSettings.DIRECTORY, directory, SWEEP_PERIOD, "PT6S")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SWEEP_PERIOD);
    }

    private static JournalSettings read(Map<String, String> configured) {
        var configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        JournalSettings settings = JournalSettings.read(configuration);
        configuration.verify(configured.keySet());
        return settings;
    }
}
