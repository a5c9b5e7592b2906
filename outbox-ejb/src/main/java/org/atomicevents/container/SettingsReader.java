package org.atomicevents.container;

import java.time.Duration;
import org.atomicevents.spi.Configuration;

/** Reads {@link Settings}: what all strategies share. What only one needs it reads itself. */
final class SettingsReader {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private SettingsReader() {}

    static Settings read(Configuration from) {
        Settings.Use use = new Settings.Use(
                from.text("atomicevents.strategy", "outbox-polling"), from.list("atomicevents.strategies", "*"));
        Settings.Names names = new Settings.Names(
                from.text("atomicevents.datasource", "java:jboss/datasources/AtomicEvents"),
                from.text("atomicevents.jms.destination", "java:/jms/queue/atomicevents"),
                from.text("atomicevents.jms.connection-factory", "java:/ConnectionFactory"),
                from.text("atomicevents.jms.xa-connection-factory", "java:/JmsXA"));
        Settings.Outbox outbox = new Settings.Outbox(
                from.duration("atomicevents.outbox.poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                from.number("atomicevents.outbox.batch-size", 500, 1, 10_000),
                from.duration("atomicevents.outbox.claim-for", "PT30S", Duration.ofSeconds(1), HOUR),
                attempts(from));
        return new Settings(
                use,
                names,
                from.number("atomicevents.max-data-bytes", 262_144, 1, 1_048_576),
                outbox,
                from.duration("atomicevents.inbox.retention", "P7D", Duration.ofMinutes(1), Duration.ofDays(3650)));
    }

    private static Settings.Attempts attempts(Configuration from) {
        Duration first = from.duration("atomicevents.outbox.retry-first", "PT0.2S", MILLISECOND, HOUR);
        Duration max = from.duration("atomicevents.outbox.retry-max", "PT1M", MILLISECOND, Duration.ofDays(1));
        if (max.compareTo(first) < 0) {
            from.refuse("atomicevents.outbox.retry-max = %s is shorter than atomicevents.outbox.retry-first = %s"
                    .formatted(max, first));
        }
        return new Settings.Attempts(first, max, from.number("atomicevents.outbox.max-attempts", 10, 1, 1000));
    }
}
