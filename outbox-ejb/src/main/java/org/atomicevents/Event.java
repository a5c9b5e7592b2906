package org.atomicevents;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A fact that consumers are told about, in the attributes of CloudEvents 1.0. Immutable, thread-safe.
 *
 * <p>Its text is Strings of CloudEvents: no control characters, no unpaired surrogates, no noncharacters. Lengths are counted in
 * {@code char}s. Whatever is accepted here arrives unchanged, by every strategy.
 *
 * @param id unique within {@code source}; consumers and the broker recognise duplicates by both; at most 100 characters
 * @param source the context in which the event happened, a URI reference of 1 to 500 characters
 * @param type the kind of event, by convention prefixed with a reversed domain name; at most 200 characters
 * @param subject the aggregate the event is about; order is kept per subject; at most 200 characters
 * @param time the time at which it happened, in the years 1 to 9999, cut to the microsecond as databases do, so that every
 *     strategy delivers the same
 * @param datacontenttype the media type of {@code data}
 * @param data the payload; copied in and out
 * @param extensions at most 50 extension attributes such as {@code traceparent}; names are lower-case letters and digits and not
 *     those of CloudEvents' own attributes; values have at most 1000 characters
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2, section 3</a>
 */
public record Event(
        String id,
        URI source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        byte[] data,
        Map<String, String> extensions) {

    private static final int MOST_EXTENSIONS = 50;
    private static final int LONGEST_EXTENSION = 1000;
    private static final Pattern EXTENSION_NAME = Pattern.compile("[a-z0-9]{1,20}");
    private static final Set<String> ATTRIBUTES =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data");
    private static final int FIRST_NONCHARACTER = 0xFDD0;
    private static final int LAST_NONCHARACTER = 0xFDEF;
    private static final int LAST_OF_A_PLANE = 0xFFFE;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /**
     * @throws IllegalArgumentException if an attribute is null, empty, too long, out of range, misnamed or no String of CloudEvents;
     *     the message names it
     */
    public Event {
        requireText("id", id, 100);
        requirePresent("source", source);
        requireText("source", source.toString(), 500);
        requireText("type", type, 200);
        requireText("subject", subject, 200);
        requireTime(time);
        requireText("datacontenttype", datacontenttype, 100);
        requirePresent("data", data);
        requirePresent("extensions", extensions);
        time = time.truncatedTo(ChronoUnit.MICROS);
        data = data.clone();
        extensions = copy(extensions);
    }

    /** An event that happens now, with JSON text as its data and no extension attributes. */
    public static Event json(String id, URI source, String type, String subject, String json) {
        requirePresent("data", json);
        byte[] data = json.getBytes(StandardCharsets.UTF_8);
        return new Event(id, source, type, subject, Instant.now(), "application/json", data, Map.of());
    }

    /** A copy with one more extension attribute, such as {@code traceparent}. */
    public Event with(String name, String value) {
        Map<String, String> more = new TreeMap<>(extensions);
        more.put(name, value);
        return new Event(id, source, type, subject, time, datacontenttype, data, more);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** The length of {@link #data()} in bytes, without a copy. */
    public int dataLength() {
        return data.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event that
                && id.equals(that.id)
                && source.equals(that.source)
                && type.equals(that.type)
                && subject.equals(that.subject)
                && time.equals(that.time)
                && datacontenttype.equals(that.datacontenttype)
                && Arrays.equals(data, that.data)
                && extensions.equals(that.extensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, source);
    }

    @Override
    public String toString() {
        return "Event[id=%s, source=%s, type=%s, subject=%s, time=%s, %d bytes of %s]"
                .formatted(id, source, type, subject, time, data.length, datacontenttype);
    }

    private static void requirePresent(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Event attribute '" + name + "' is null: it is required");
        }
    }

    private static void requireText(String name, String value, int maxLength) {
        requirePresent(name, value);
        if (value.isBlank() || value.length() > maxLength) {
            throw new IllegalArgumentException("Event attribute '%s' has %d characters: it needs 1 to %d, not all blank"
                    .formatted(name, value.length(), maxLength));
        }
        requireString(name, value);
    }

    /** Copied first, so that nobody changes them between the check and the copy. */
    private static Map<String, String> copy(Map<String, String> extensions) {
        Map<String, String> copy = new TreeMap<>();
        extensions.forEach((name, value) -> {
            requireExtension(name, value);
            copy.put(name, value);
        });
        if (copy.size() > MOST_EXTENSIONS) {
            throw new IllegalArgumentException(
                    "Event attribute 'extensions' has %d entries: at most %d are allowed; put the rest into the data"
                            .formatted(copy.size(), MOST_EXTENSIONS));
        }
        return Map.copyOf(copy);
    }

    private static void requireExtension(String name, String value) {
        if (name == null || !EXTENSION_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Extension attribute '" + name
                    + "' is misnamed: CloudEvents allows 1 to 20 lower-case letters and digits");
        }
        if (ATTRIBUTES.contains(name)) {
            throw new IllegalArgumentException("Extension attribute '" + name
                    + "' is misnamed: it is the name of an attribute of CloudEvents itself; choose another");
        }
        requirePresent(name, value);
        requireString(name, value);
        if (value.length() > LONGEST_EXTENSION) {
            throw new IllegalArgumentException(
                    "Extension attribute '%s' has %d characters: at most %d are allowed; put it into the data"
                            .formatted(name, value.length(), LONGEST_EXTENSION));
        }
    }

    private static void requireTime(Instant time) {
        requirePresent("time", time);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "Event attribute 'time' is %s: it needs a year from 1 to 9999".formatted(time));
        }
    }

    private static void requireString(String name, String value) {
        int at = notInAString(value);
        if (at >= 0) {
            throw new IllegalArgumentException(
                    "Event attribute '%s' has U+%04X at index %d: a String of CloudEvents has no control characters, unpaired"
                                    .formatted(name, value.codePointAt(at), at)
                            + " surrogates or noncharacters; remove it or put the text into the data");
        }
    }

    /** The index of the first code point that the type String of CloudEvents 1.0.2, section 3.3, excludes; -1 if there is none. */
    private static int notInAString(String value) {
        int at = 0;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            boolean noncharacter = point >= FIRST_NONCHARACTER && point <= LAST_NONCHARACTER
                    || (point & LAST_OF_A_PLANE) == LAST_OF_A_PLANE;
            if (Character.isISOControl(point) || surrogate || noncharacter) {
                return at;
            }
            at += Character.charCount(point);
        }
        return -1;
    }
}
