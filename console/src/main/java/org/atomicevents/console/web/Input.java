package org.atomicevents.console.web;

import org.atomicevents.web.Problem;

/** The rules for a request's parameters. */
final class Input {

    private static final int LONGEST_EVENT_ID = 100;
    private static final int LONGEST_SOURCE = 500;
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
        if (text.isBlank() || text.length() > LONGEST_EVENT_ID) {
            throw Problem.invalid("The event id has %d characters: it needs 1 to %d, not all blank"
                    .formatted(text.length(), LONGEST_EVENT_ID));
        }
        return text;
    }

    /** @throws Problem 422 if it is missing, or no event can have this source */
    static String source(String text) {
        if (text == null) {
            throw Problem.invalid("'source' is missing: an event's id is unique within its source only;"
                    + " GET entries/parked shows both, add ?source=");
        }
        if (text.isBlank() || text.length() > LONGEST_SOURCE) {
            throw Problem.invalid("'source' has %d characters: it needs 1 to %d, not all blank"
                    .formatted(text.length(), LONGEST_SOURCE));
        }
        return text;
    }
}
