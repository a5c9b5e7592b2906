package org.atomicevents.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.jms.BytesMessage;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.atomicevents.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event as a message and back. */
class EventMessagesTest {

    private static final Event EVENT = new Event(
            "42",
            URI.create("/shop"),
            "shop.Sold",
            "apple",
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            "text/plain",
            new byte[] {1, 0, -1},
            Map.of("traceparent", "00-1"));

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private BytesMessage message;

    @BeforeEach
    void write() throws Exception {
        message = FakeJms.message(properties);
        EventMessages.write(EVENT, message, true);
    }

    @Test
    void comesBackAsItWas() throws Exception {
        assertThat(EventMessages.read(message)).isEqualTo(EVENT);
    }

    @Test
    void propertiesAreTheDocumentedOnes() {
        assertThat(properties)
                .containsEntry("cloudEvents_specversion", "1.0")
                .containsEntry("cloudEvents_id", "42")
                .containsEntry("cloudEvents_source", "/shop")
                .containsEntry("cloudEvents_type", "shop.Sold")
                .containsEntry("cloudEvents_subject", "apple")
                .containsEntry("cloudEvents_time", "2026-01-02T03:04:05.000006Z")
                .containsEntry("cloudEvents_datacontenttype", "text/plain")
                .containsEntry("cloudEvents_traceparent", "00-1")
                .containsEntry("JMSXGroupID", "apple")
                .containsEntry("_AMQ_DUPL_ID", "/shop 42")
                .hasSize(10);
    }

    /** No source contains a blank, so source and id cannot run into each other. */
    @Test
    void theDuplicateIdTellsSourcesApart() throws Exception {
        assertThat(duplicateId("/tenant/1", "23")).isNotEqualTo(duplicateId("/tenant/12", "3"));
    }

    private static Object duplicateId(String source, String id) throws Exception {
        Map<String, Object> written = new LinkedHashMap<>();
        Event event = Event.json(id, URI.create(source), "shop.Sold", "apple", "{}");
        EventMessages.write(event, FakeJms.message(written), true);
        return written.get(EventMessages.DUPLICATE_ID);
    }

    @Test
    void strategiesThatNeverSendTwiceCarryNoDuplicateId() throws Exception {
        Map<String, Object> plain = new LinkedHashMap<>();
        EventMessages.write(EVENT, FakeJms.message(plain), false);
        assertThat(plain).doesNotContainKey("_AMQ_DUPL_ID");
    }

    @Test
    void aMessageThatIsNoEventIsRefusedByName() {
        properties.remove("cloudEvents_type");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventMessages.read(message))
                .withMessageContaining("ID:1 lacks the property cloudEvents_type");
        properties.put("cloudEvents_type", "t");
        properties.put("cloudEvents_time", "yesterday");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventMessages.read(message))
                .withMessageContaining("malformed cloudEvents_time");
        properties.put("cloudEvents_specversion", "0.3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventMessages.read(message))
                .withMessageContaining("version 0.3");
    }
}
