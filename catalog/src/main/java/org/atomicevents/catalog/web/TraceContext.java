package org.atomicevents.catalog.web;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atomicevents.Event;

/**
 * The trace a request belongs to, in the headers of W3C Trace Context, to travel on with the event. What is malformed is
 * ignored, as the recommendation demands: a trace is never a reason to refuse a command. Immutable.
 *
 * @param traceparent null if there is none
 * @param tracestate null if there is none, or no {@code traceparent}
 * @see <a href="https://www.w3.org/TR/trace-context/#trace-context-http-headers-format">Trace Context, section 3</a>
 */
record TraceContext(String traceparent, String tracestate) {

    private static final TraceContext NONE = new TraceContext(null, null);

    /** Version, trace, parent, flags; a later version may go on after a dash. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?");

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");
    private static final String FIRST_VERSION = "00";
    private static final int LENGTH_OF_FIRST_VERSION = 55;

    /** The length that the recommendation wants carried at least; a longer state is left out. */
    private static final int LONGEST_STATE = 512;

    /** The length of a later version's parent that is carried at most; it must fit into a message's header. */
    private static final int LONGEST_PARENT = 256;

    static TraceContext of(HttpHeaders headers) {
        List<String> parents = headers.getRequestHeader("traceparent");
        List<String> states = headers.getRequestHeader("tracestate");
        return of(parents == null ? List.of() : parents, states == null ? List.of() : states);
    }

    /** @param states all headers of this name; together they are one list */
    static TraceContext of(List<String> parents, List<String> states) {
        if (parents.size() != 1 || !isParent(parents.get(0))) {
            return NONE;
        }
        String state = Optional.of(String.join(",", states))
                .filter(text -> text.length() <= LONGEST_STATE)
                .filter(text -> PRINTABLE.matcher(text).matches())
                .orElse(null);
        return new TraceContext(parents.get(0), state);
    }

    /** The event with {@code traceparent} and {@code tracestate} as extension attributes, as far as they are there. */
    Event on(Event event) {
        Event traced = traceparent == null ? event : event.with("traceparent", traceparent);
        return tracestate == null ? traced : traced.with("tracestate", tracestate);
    }

    private static boolean isParent(String text) {
        return text.length() <= LONGEST_PARENT
                && FORM.matcher(text).matches()
                && (!text.startsWith(FIRST_VERSION) || text.length() == LENGTH_OF_FIRST_VERSION);
    }
}
