package org.atomicevents;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A fact that consumers are told about, in the attributes of CloudEvents 1.0. Immutable, thread-safe.
 *
 * @param id unique within {@code source}; consumers and the broker recognise duplicates by it; at most 100 characters
 * @param source the context in which the event happened, a URI reference
 * @param type the kind of event, by convention prefixed with a reversed domain name; at most 200 characters
 * @param subject the aggregate the event is about; order is kept per subject; at most 200 characters
 * @param time the time at which it happened, cut to the microsecond as databases do, so that every strategy delivers the same
 * @param datacontenttype the media type of {@code data}
 * @param data the payload; copied in and out
 * @param extensions extension attributes such as {@code traceparent}; names are lower-case letters and digits
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

    private static final Pattern EXTENSION_NAME = Pattern.compile("[a-z0-9]{1,20}");

    /**
     * @throws IllegalArgumentException if an attribute is null, empty, too long or misnamed; the message names it
     */
    public Event {
        requireText("id", id, 100);
        requirePresent("source", source);
        requireText("type", type, 200);
        requireText("subject", subject, 200);
        requirePresent("time", time);
        requireText("datacontenttype", datacontenttype, 100);
        requirePresent("data", data);
        requirePresent("extensions", extensions);
        time = time.truncatedTo(ChronoUnit.MICROS);
        data = data.clone();
        extensions.forEach(Event::requireExtension);
        extensions = Map.copyOf(extensions);
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
    }

    private static void requireExtension(String name, String value) {
        if (name == null || !EXTENSION_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Extension attribute '" + name
                    + "' is misnamed: CloudEvents allows 1 to 20 lower-case letters and digits");
        }
        requirePresent(name, value);
    }
}
