package org.atomicevents.tailing.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.atomicevents.Event;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private static final Event RICH = new Event(
            "id",
            URI.create("/" + "long".repeat(120)),
            "test.Rich",
            "subject",
            Instant.parse("2026-02-28T23:59:59.123456Z"),
            "application/octet-stream",
            new byte[] {0, 1, -1, 127, -128},
            Map.of("traceparent", "00-4bf92f", "tenant", "ünï"));

    @Test
    void everyAttributeComesBack() {
        assertThat(Payload.event(Payload.of(RICH))).isEqualTo(RICH);
    }

    @Test
    void anEventWithoutDataOrExtensionsComesBack() {
        Event bare = new Event("i", URI.create("/s"), "t", "s", Instant.EPOCH, "text/plain", new byte[0], Map.of());
        assertThat(Payload.event(Payload.of(bare))).isEqualTo(bare);
    }

    /** The messages in the log when a new release is deployed were written by the old one. */
    @Test
    void theFirstLayoutIsReadForEver() {
        byte[] written = HexFormat.of()
                .parseHex("01" + "0000000161" + "000000022f73" + "0000000174" + "0000000173" + "0000000000000000"
                        + "00000000" + "0000000a746578742f706c61696e" + "00000000" + "000000027b7d");

        assertThat(Payload.event(written))
                .isEqualTo(new Event(
                        "a",
                        URI.create("/s"),
                        "t",
                        "s",
                        Instant.EPOCH,
                        "text/plain",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Map.of()));
    }

    @Test
    void aNewerLayoutIsRefused() {
        byte[] newer = Payload.of(RICH);
        newer[0] = 2;
        assertThatThrownBy(() -> Payload.event(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layout 2");
    }

    @Test
    void halfAnEventIsRefused() {
        byte[] whole = Payload.of(RICH);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> Payload.event(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no event");
    }
}
