package org.atomicevents.console.container;

import java.time.Duration;
import org.atomicevents.spi.Configuration;

/**
 * The keys {@code atomicevents.console.*}, checked. Immutable.
 *
 * @param auditRetention the age at which rows of the audit are deleted
 * @param auditMaxRows the number of rows of the audit beyond which the oldest are deleted, however young they are
 * @param listMax the largest {@code limit} of a list
 */
public record ConsoleSettings(Duration auditRetention, int auditMaxRows, int listMax, Watch watch) {

    /**
     * The settings of vitals and health.
     *
     * @param maxAge the age up to which a reading of the vitals is reused
     * @param timeout the longest wait for a new one
     * @param deadAfter the time without a pass of a relay after which the server is not alive
     */
    public record Watch(Duration maxAge, Duration timeout, Duration deadAfter) {}

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
