package org.atomicevents.console.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.web.Problem;

/** The rules for a request's parameters. */
final class Input {

    private static final int LONGEST_EVENT_ID = 100;
    private static final int LONGEST_SOURCE = 500;
    private static final int LONGEST_CONDITION = 300;
    private static final int USUAL_LIMIT = 100;

    private Input() {}

    /** @throws Problem 422 unless {@code text} is null or a whole number from 1 to {@code max} */
    static int limit(String text, int max) {
        if (text == null) {
            return Math.min(USUAL_LIMIT, max);
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw Problem.invalid("'limit' is %s: it must be a whole number from 1 to %d (atomicevents.console.list-max)"
                .formatted(text, max));
    }

    /** @throws Problem 422 if no event can have this id */
    static String eventId(String text) {
        return text("The event id", text, LONGEST_EVENT_ID);
    }

    /** @throws Problem 422 if it is missing, or no event can have this source */
    static String source(String text) {
        if (text == null) {
            throw Problem.invalid("'source' is missing: an event's id is unique within its source only;"
                    + " GET entries/parked shows both, add ?source=");
        }
        return text("'source'", text, LONGEST_SOURCE);
    }

    /** @throws Problem 422 if a condition cannot be met by any entry */
    static ParkedFilter filter(MultivaluedMap<String, String> query) {
        return new ParkedFilter(
                condition(query, "strategy"),
                condition(query, "type"),
                condition(query, "reason"),
                moment(query, "parkedFrom"),
                moment(query, "parkedBefore"));
    }

    /** @throws Problem 422 as {@link #filter}, or if there is no condition */
    static ParkedFilter someFilter(MultivaluedMap<String, String> query) {
        ParkedFilter filter = filter(query);
        if (filter.equals(ParkedFilter.ANY)) {
            throw Problem.invalid(
                    "There is no condition, so this would concern every parked entry of every strategy: name at least one"
                            + " of strategy, type, reason, parkedFrom, parkedBefore; parkedBefore=<now> is all of them");
        }
        return filter;
    }

    private static String condition(MultivaluedMap<String, String> query, String name) {
        String text = query.getFirst(name);
        return text == null ? null : text("'" + name + "'", text, LONGEST_CONDITION);
    }

    private static Instant moment(MultivaluedMap<String, String> query, String name) {
        String text = condition(query, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    "'%s' is %s: it must be a moment in UTC, such as 2026-01-31T09:00:00Z".formatted(name, text));
        }
    }

    /** Without control characters, which no event has either: what is typed here goes to the log. */
    private static String text(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw Problem.invalid(
                    "%s has %d characters: it needs 1 to %d, not all blank".formatted(name, text.length(), longest));
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("%s has a control character: no entry has one there".formatted(name));
        }
        return text;
    }
}
