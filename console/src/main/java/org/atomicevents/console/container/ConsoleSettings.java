package org.atomicevents.console.container;

import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.console.*}, checked. Immutable.
 *
 * @param auditRetention how long the audit remembers
 * @param auditMost how many rows of the audit are kept however young they are
 * @param listMost the largest {@code limit} of a list
 */
public record ConsoleSettings(Duration auditRetention, int auditMost, int listMost, Watch watch) {

    /**
     * @param keep how old a vital sign may be
     * @param patience how long anybody waits for one
     * @param deadAfter how long a relay may be silent before the server calls itself dead
     */
    public record Watch(Duration keep, Duration patience, Duration deadAfter) {}

    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static ConsoleSettings read(Configuration from) {
        return new ConsoleSettings(
                from.duration("atomicevents.console.audit-retention", "P90D", MINUTE, Duration.ofDays(3650)),
                from.number("atomicevents.console.audit-max-rows", 100_000, 1, 10_000_000),
                from.number("atomicevents.console.list-max", 1000, 1, 10_000),
                new Watch(
                        from.duration("atomicevents.console.vitals-keep", "PT1S", TENTH, MINUTE),
                        from.duration("atomicevents.console.vitals-timeout", "PT2S", TENTH, MINUTE),
                        from.duration("atomicevents.console.dead-after", "PT10M", MINUTE, Duration.ofDays(1))));
    }
}
