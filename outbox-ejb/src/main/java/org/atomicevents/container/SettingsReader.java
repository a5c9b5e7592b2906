package org.atomicevents.container;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads {@link Settings} and refuses every wrong value at once, each with its key, the value found and the rule. */
final class SettingsReader {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final Function<String, Optional<String>> source;
    private final Set<String> asked = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    private SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /**
     * @param source the configured value of a key, if there is one
     * @param present all keys that are configured anywhere; a misspelt one among ours is refused
     * @throws IllegalArgumentException listing everything that is wrong
     */
    static Settings read(Function<String, Optional<String>> source, Iterable<String> present) {
        SettingsReader reader = new SettingsReader(source);
        Settings settings = reader.settings();
        present.forEach(reader::refuseIfUnknown);
        if (!reader.wrong.isEmpty()) {
            throw new IllegalArgumentException("Atomic Events is misconfigured: " + String.join("; ", reader.wrong));
        }
        return settings;
    }

    private Settings settings() {
        String strategy = text("atomicevents.strategy", "outbox-polling");
        Settings.Names names = new Settings.Names(
                text("atomicevents.datasource", "java:jboss/datasources/AtomicEvents"),
                text("atomicevents.jms.destination", "java:/jms/queue/atomicevents"),
                text("atomicevents.jms.connection-factory", "java:/ConnectionFactory"),
                text("atomicevents.jms.xa-connection-factory", "java:/JmsXA"));
        Settings.Outbox outbox = new Settings.Outbox(
                duration("atomicevents.outbox.poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                number("atomicevents.outbox.batch-size", 500, 1, 10_000),
                duration("atomicevents.outbox.claim-for", "PT30S", Duration.ofSeconds(1), HOUR),
                attempts());
        return new Settings(
                strategy,
                names,
                number("atomicevents.max-data-bytes", 262_144, 1, 1_048_576),
                outbox,
                duration("atomicevents.inbox.retention", "P7D", Duration.ofMinutes(1), Duration.ofDays(3650)));
    }

    private Settings.Attempts attempts() {
        Duration first = duration("atomicevents.outbox.retry-first", "PT0.2S", MILLISECOND, HOUR);
        Duration max = duration("atomicevents.outbox.retry-max", "PT1M", MILLISECOND, Duration.ofDays(1));
        if (max.compareTo(first) < 0) {
            wrong.add("atomicevents.outbox.retry-max = %s is shorter than atomicevents.outbox.retry-first = %s"
                    .formatted(max, first));
        }
        return new Settings.Attempts(first, max, number("atomicevents.outbox.max-attempts", 10, 1, 1000));
    }

    private String text(String key, String byDefault) {
        asked.add(key);
        return source.apply(key)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(byDefault);
    }

    private int number(String key, int byDefault, int min, int max) {
        String value = text(key, Integer.toString(byDefault));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        wrong.add("%s = %s has to be a whole number from %d to %d".formatted(key, value, min, max));
        return byDefault;
    }

    private Duration duration(String key, String byDefault, Duration min, Duration max) {
        String value = text(key, byDefault);
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below, like a duration out of range.
        }
        wrong.add("%s = %s has to be an ISO-8601 duration from %s to %s, such as %s"
                .formatted(key, value, min, max, byDefault));
        return Duration.parse(byDefault);
    }

    private void refuseIfUnknown(String key) {
        boolean ours = key.startsWith("atomicevents.outbox.")
                || key.startsWith("atomicevents.inbox.")
                || key.startsWith("atomicevents.jms.");
        if (ours && !asked.contains(key)) {
            wrong.add(key + " is not a known key; known are " + asked);
        }
    }
}
