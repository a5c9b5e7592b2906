package org.atomicevents.console.audit.store;

import java.util.Objects;

/**
 * The object of an action: one entry, or all that match a filter. Immutable.
 *
 * @param source of the one entry; empty for a filter
 * @param eventId of the one entry; empty for a filter
 * @param matching the filter in words; empty for one entry
 */
public record Target(String source, String eventId, String matching) {

    public Target {
        Objects.requireNonNull(source);
        Objects.requireNonNull(eventId);
        Objects.requireNonNull(matching);
    }

    public static Target entry(String source, String eventId) {
        return new Target(source, eventId, "");
    }

    public static Target matching(String filter) {
        return new Target("", "", filter);
    }

    /** For a message. */
    @Override
    public String toString() {
        return matching.isEmpty() ? "entry %s of %s".formatted(eventId, source) : "all entries with " + matching;
    }
}
