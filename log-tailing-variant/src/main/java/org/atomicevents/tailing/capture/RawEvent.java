package org.atomicevents.tailing.capture;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.atomicevents.Event;

/**
 * The attributes of an event as somebody wrote them into the log, not yet checked. Immutable, but for the data, which is not copied.
 *
 * @param extensions names and values in turn; null in place of what is missing
 */
public record RawEvent(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        byte[] data,
        List<String> extensions) {

    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+294276-12-31T23:59:59Z");

    static RawEvent of(Event event) {
        List<String> extensions = new ArrayList<>();
        event.extensions().forEach((name, value) -> {
            extensions.add(name);
            extensions.add(value);
        });
        return new RawEvent(
                event.id(),
                event.source().toString(),
                event.type(),
                event.subject(),
                event.time(),
                event.datacontenttype(),
                event.data(),
                extensions);
    }

    /** @throws IllegalArgumentException if it is no event, or one that could not be parked, because no table can hold it */
    public Event event() {
        if (Stream.concat(Stream.of(id, source, type, subject, datacontenttype), extensions.stream())
                .filter(Objects::nonNull)
                .anyMatch(RawEvent::holdsNul)) {
            throw new IllegalArgumentException("An attribute holds the character U+0000");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("Attribute 'time' is out of range: " + time);
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < extensions.size(); i += 2) {
            named.put(extensions.get(i), i + 1 < extensions.size() ? extensions.get(i + 1) : null);
        }
        return new Event(id, URI.create(source), type, subject, time, datacontenttype, data, named);
    }

    /** The subject, if an event can have it. */
    Optional<String> possibleSubject() {
        return Optional.ofNullable(subject).filter(RawEvent::isSubject);
    }

    /** Only {@link Event} knows the rule. */
    private static boolean isSubject(String text) {
        try {
            Event.json("id", URI.create("/"), "type", text, "");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
