package org.atomicevents.container;

import java.time.Duration;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;

/** The reader of the {@link Settings} that strategies share; a strategy reads its own keys itself. */
final class SettingsReader {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final RetrySettings RETRY_DEFAULTS =
            new RetrySettings(Duration.ofMillis(200), Duration.ofMinutes(1), 10);
    private static final RetrySettings RETRY_LIMITS = new RetrySettings(HOUR, Duration.ofDays(1), 1000);

    private SettingsReader() {}

    static Settings read(Configuration from) {
        Settings.Use use = new Settings.Use(
                from.text("atomicevents.strategy", "outbox-polling"), from.list("atomicevents.strategies", "*"));
        Settings.Outbox outbox = new Settings.Outbox(
                from.duration("atomicevents.outbox.poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                from.number("atomicevents.outbox.batch-size", 500, 1, 10_000),
                from.duration("atomicevents.outbox.lease", "PT10S", Duration.ofSeconds(1), HOUR),
                RetrySettings.read(from, "atomicevents.outbox.", RETRY_DEFAULTS, RETRY_LIMITS));
        return new Settings(
                ApplicationName.configured(from),
                use,
                new Settings.Datasource(
                        from.text("atomicevents.datasource", "java:jboss/datasources/AtomicEvents"), startWithin(from)),
                from.number("atomicevents.max-data-bytes", 262_144, 1, 1_048_576),
                outbox,
                new Settings.Inbox(
                        from.duration(
                                "atomicevents.inbox.retention", "P7D", Duration.ofMinutes(1), Duration.ofDays(3650)),
                        from.duration("atomicevents.inbox.wait-for-database", "PT5M", Duration.ZERO, HOUR)));
    }

    /** Less than the five minutes after which WildFly gives a deployment up. */
    static Duration startWithin(Configuration from) {
        return from.duration(DatabaseWait.BOUND, "PT2M", Duration.ZERO, Duration.ofMinutes(4));
    }
}
