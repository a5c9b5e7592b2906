package org.atomicevents.dualwrite.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;

/** The keys of the journal: defaults, and the values that fail the deployment. */
class JournalSettingsTest {

    @Test
    void readsWhatIsConfigured() {
        JournalSettings settings = read(Map.of(
                "atomicevents.journal.directory", "/var/lib/journal", "atomicevents.journal.sweep-period", "PT2S"));
        assertThat(settings).isEqualTo(new JournalSettings(Path.of("/var/lib/journal"), Duration.ofSeconds(2)));
    }

    @Test
    void sweepsEachSecondByDefault() {
        assertThat(read(Map.of("atomicevents.journal.directory", "/j")).sweepPeriod())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRelativeDirectoryIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("atomicevents.journal.directory", "journal")))
                .withMessageContaining("atomicevents.journal.directory = journal has to be an absolute path");
    }

    /** Longer than half of the file's retention time, the journal would grow. */
    @Test
    void aLongSweepPeriodIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        Map.of("atomicevents.journal.directory", "/j", "atomicevents.journal.sweep-period", "PT6S")))
                .withMessageContaining("atomicevents.journal.sweep-period = PT6S");
    }

    private static JournalSettings read(Map<String, String> configured) {
        Configuration configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        JournalSettings settings = JournalSettings.read(configuration);
        configuration.verify(List.of());
        return settings;
    }
}
