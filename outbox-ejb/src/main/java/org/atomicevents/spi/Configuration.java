package org.atomicevents.spi;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The deployment's configuration while it is being read: every wrong value is collected and refused at once, each with its key, the value found and the rule; no wrong value is corrected silently.
 *
 * <p>For one thread, during deployment.
 */
public final class Configuration {

    private static final String OURS = "atomicevents.";

    private final Function<String, Optional<String>> source;
    private final Set<String> keysRead = new TreeSet<>();
    /** Several strategies may read one key; a wrong value is listed once. */
    private final Set<String> wrong = new LinkedHashSet<>();

    /** @param source the configured value of a key, if there is one */
    public Configuration(Function<String, Optional<String>> source) {
        this.source = Objects.requireNonNull(source);
    }

    public String text(String key, String byDefault) {
        keysRead.add(key);
        return source.apply(key)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(byDefault);
    }

    /** The values of a key, separated by commas. */
    public List<String> list(String key, String byDefault) {
        return Arrays.stream(text(key, byDefault).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    public boolean flag(String key, boolean byDefault) {
        String value = text(key, Boolean.toString(byDefault));
        if (!"true".equals(value) && !"false".equals(value)) {
            refuse("%s = %s has to be true or false".formatted(key, value));
        }
        return "true".equals(value);
    }

    public int number(String key, int byDefault, int min, int max) {
        String value = text(key, Integer.toString(byDefault));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        refuse("%s = %s has to be a whole number from %d to %d".formatted(key, value, min, max));
        return byDefault;
    }

    /** A duration in ISO-8601. */
    public Duration duration(String key, String byDefault, Duration min, Duration max) {
        String value = text(key, byDefault);
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below, like a duration out of range.
        }
        refuse("%s = %s has to be an ISO-8601 duration from %s to %s, such as %s"
                .formatted(key, value, min, max, byDefault));
        return Duration.parse(byDefault);
    }

    /** Refuses values that break a rule between keys. */
    public void refuse(String problem) {
        wrong.add(problem);
    }

    /**
     * Ends the reading. A key that was not read is refused if another key of its group was, such as {@code atomicevents.outbox.}: it can only be
     * misspelt.
     *
     * @param present all keys that are configured anywhere
     * @throws IllegalArgumentException listing everything that is wrong
     */
    public void verify(Iterable<String> present) {
        present.forEach(this::refuseIfUnknown);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("Atomic Events is misconfigured: " + String.join("; ", wrong));
        }
    }

    private void refuseIfUnknown(String key) {
        int dot = key.startsWith(OURS) ? key.indexOf('.', OURS.length()) : -1;
        if (dot < 0 || keysRead.contains(key)) {
            return;
        }
        String group = key.substring(0, dot + 1);
        if (keysRead.stream().anyMatch(known -> known.startsWith(group))) {
            refuse(key + " is not a known key; known are " + keysRead);
        }
    }
}
