package org.atomicevents.dualwrite.container;

import java.nio.file.Path;
import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.journal.*}, checked. Immutable.
 *
 * @param directory of the journal's file; absolute
 * @param sweepPeriod between two passes of an idle sweeper, on average
 */
record JournalSettings(Path directory, Duration sweepPeriod) {

    static final String DIRECTORY = "atomicevents.journal.directory";

    /** Half of the time after which the journal writes over what is out of date; see JournalFile. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    static JournalSettings read(Configuration from) {
        Path data = Path.of(System.getProperty("jboss.server.data.dir", ""));
        Path directory = Path.of(from.text(
                DIRECTORY, data.resolve("atomicevents").resolve("journal").toString()));
        if (!directory.isAbsolute()) {
            from.refuse("%s = %s has to be an absolute path on a disk that the instance comes back with"
                    .formatted(DIRECTORY, directory));
        }
        Duration sweepPeriod =
                from.duration("atomicevents.journal.sweep-period", "PT1S", Duration.ofMillis(10), LONGEST_WAIT);
        return new JournalSettings(directory, sweepPeriod);
    }
}
