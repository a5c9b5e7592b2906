package org.atomicevents.dualwrite.container;

import java.nio.file.Path;
import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.journal.*}, checked. Immutable.
 *
 * @param directory absolute, on a disk that the instance comes back with
 * @param sweepPeriod the wait between two passes that find nothing to do
 */
record JournalSettings(Path directory, Duration sweepPeriod) {

    static final String DIRECTORY = "atomicevents.journal.directory";

    /** Half of the time for which the journal's file keeps outdated data, RETENTION_TIME; see JournalFile. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    static JournalSettings read(Configuration from) {
        Path data = Path.of(System.getProperty("jboss.server.data.dir", ""));
        Path directory = Path.of(from.text(
                DIRECTORY, data.resolve("atomicevents").resolve("journal").toString()));
        if (!directory.isAbsolute()) {
            from.refuse("%s = %s has to be an absolute path on a disk that the instance comes back with"
                    .formatted(DIRECTORY, directory));
        }
        return new JournalSettings(
                directory,
                from.duration("atomicevents.journal.sweep-period", "PT1S", Duration.ofMillis(10), LONGEST_WAIT));
    }
}
