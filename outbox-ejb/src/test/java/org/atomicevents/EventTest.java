package org.atomicevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of an event, each with the message that names what broke it. */
class EventTest {

    private static final URI SOURCE = URI.create("/test");

    @Test
    void everyNullIsRefusedByName() {
        Instant now = Instant.now();
        byte[] data = {};
        refused("id", () -> new Event(null, SOURCE, "t", "s", now, "c", data, Map.of()));
        refused("source", () -> new Event("i", null, "t", "s", now, "c", data, Map.of()));
        refused("type", () -> new Event("i", SOURCE, null, "s", now, "c", data, Map.of()));
        refused("subject", () -> new Event("i", SOURCE, "t", null, now, "c", data, Map.of()));
        refused("time", () -> new Event("i", SOURCE, "t", "s", null, "c", data, Map.of()));
        refused("datacontenttype", () -> new Event("i", SOURCE, "t", "s", now, null, data, Map.of()));
        refused("data", () -> new Event("i", SOURCE, "t", "s", now, "c", null, Map.of()));
        refused("extensions", () -> new Event("i", SOURCE, "t", "s", now, "c", data, null));
        refused("data", () -> Event.json("i", SOURCE, "t", "s", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankTextIsRefused(String blank) {
        refused("id", () -> Event.json(blank, SOURCE, "t", "s", "{}"));
        refused("type", () -> Event.json("i", SOURCE, blank, "s", "{}"));
        refused("subject", () -> Event.json("i", SOURCE, "t", blank, "{}"));
    }

    @Test
    void lengthsAreBounded() {
        assertThat(Event.json("i".repeat(100), SOURCE, "t".repeat(200), "s".repeat(200), "{}"))
                .isNotNull();
        refused("id", () -> Event.json("i".repeat(101), SOURCE, "t", "s", "{}"));
        refused("type", () -> Event.json("i", SOURCE, "t".repeat(201), "s", "{}"));
        refused("subject", () -> Event.json("i", SOURCE, "t", "s".repeat(201), "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Trace", "trace-parent", "trace_parent", "abcdefghijklmnopqrstu"})
    void extensionsAreNamedAsCloudEventsDemands(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.json("i", SOURCE, "t", "s", "{}").with(name, "v"))
                .withMessageContaining("'" + name + "'");
    }

    /** CloudEvents 1.0.2, section 3.3, String: what no strategy could deliver unchanged. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\ud800b", "\udc00", "a\uffff"})
    void textThatIsNoCloudEventsStringIsRefused(String text) {
        refused("id", () -> Event.json(text, SOURCE, "t", "s", "{}"));
        refused("type", () -> Event.json("i", SOURCE, text, "s", "{}"));
        refused("subject", () -> Event.json("i", SOURCE, "t", text, "{}"));
        refused("datacontenttype", () -> new Event("i", SOURCE, "t", "s", Instant.now(), text, new byte[0], Map.of()));
        refused("trace", () -> Event.json("i", SOURCE, "t", "s", "{}").with("trace", text));
    }

    @Test
    void textOfAnyScriptIsAccepted() {
        Event event = Event.json("ä\ud83d\ude00", SOURCE, "日本", " s ", "{}").with("note", "");
        assertThat(event.id()).isEqualTo("ä\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data"
            })
    void anExtensionCannotTakeTheNameOfAnAttribute(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.json("i", SOURCE, "t", "s", "{}").with(name, "v"))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("attribute of CloudEvents");
    }

    @Test
    void sourceAndExtensionsAreBounded() {
        assertThat(Event.json("i", URI.create("/" + "s".repeat(499)), "t", "s", "{}")
                        .with("a", "v".repeat(1000)))
                .isNotNull();
        refused("source", () -> Event.json("i", URI.create("/" + "s".repeat(500)), "t", "s", "{}"));
        refused("source", () -> Event.json("i", URI.create(""), "t", "s", "{}"));
        refused("a", () -> Event.json("i", SOURCE, "t", "s", "{}").with("a", "v".repeat(1001)));
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("e" + i, "v");
        }
        Event full = new Event("i", SOURCE, "t", "s", Instant.now(), "c", new byte[0], many);
        refused("extensions", () -> full.with("onemore", "v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void aTimeThatNoTimestampHoldsIsRefused(Instant time) {
        refused("time", () -> new Event("i", SOURCE, "t", "s", time, "c", new byte[0], Map.of()));
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] data = {1, 2};
        Map<String, String> extensions = new HashMap<>(Map.of("a", "1"));
        Event event = new Event("i", SOURCE, "t", "s", Instant.now(), "c", data, extensions);
        data[0] = 9;
        event.data()[1] = 9;
        extensions.put("b", "2");
        assertThat(event.data()).containsExactly(1, 2);
        assertThat(event.extensions()).containsOnlyKeys("a");
    }

    @Test
    void isComparedByContentAndExtendedByCopy() {
        Event one = new Event("i", SOURCE, "t", "s", Instant.EPOCH, "c", new byte[] {1}, Map.of());
        Event same = new Event("i", SOURCE, "t", "s", Instant.EPOCH, "c", new byte[] {1}, Map.of());
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        Event extended = one.with("traceparent", "00-1");
        assertThat(extended).isNotEqualTo(one);
        assertThat(extended.extensions()).containsEntry("traceparent", "00-1");
        assertThat(one.extensions()).isEmpty();
        assertThat(one)
                .hasToString("Event[id=i, source=/test, type=t, subject=s, time=1970-01-01T00:00:00Z, 1 bytes of c]");
    }

    private static void refused(String attribute, org.assertj.core.api.ThrowableAssert.ThrowingCallable creation) {
        assertThatIllegalArgumentException().isThrownBy(creation).withMessageContaining("'" + attribute + "'");
    }
}
