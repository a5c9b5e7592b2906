package org.atomicevents.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.atomicevents.Event;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.Test;

class OutputTest {

    @Test
    void dataThatIsNoTextIsShownByteForByte() {
        byte[] data = {0, 1, -1, 127, -128};

        JsonObject shown = Output.event(event(data)).build();

        assertThat(Base64.getDecoder().decode(shown.getJsonObject("event").getString("data_base64")))
                .isEqualTo(data);
        assertThat(shown).doesNotContainKey("text");
    }

    @Test
    void dataThatIsTextCanBeReadAndExtensionsAreAttributes() {
        JsonObject shown = Output.event(event("{\"n\":\"ü\"}".getBytes(StandardCharsets.UTF_8)))
                .build();

        assertThat(shown.getString("text")).isEqualTo("{\"n\":\"ü\"}");
        assertThat(shown.getJsonObject("event").getString("tenant")).isEqualTo("north");
        assertThat(shown.getJsonObject("event").getString("subject")).isEqualTo("lamp");
    }

    @Test
    void anUnknownValueIsNull() {
        JsonObject shown =
                Output.vital(Vital.of("slot.lag", "bytes", Double.NaN)).build();

        assertThat(shown.get("value")).isEqualTo(JsonValue.NULL);
        assertThat(shown.get("alarm")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aBranchOfWhichLittleIsKnownIsShownNevertheless() {
        InDoubtBranch branch = new InDoubtBranch(
                InDoubtBranch.Resource.BROKER,
                null,
                null,
                null,
                Double.NaN,
                InDoubtBranch.Resolution.NEEDS_OPERATOR,
                "the broker cannot be asked",
                null);

        JsonObject shown = Output.branch(branch).build();

        assertThat(shown.get("xid")).isEqualTo(JsonValue.NULL);
        assertThat(shown.getString("resolution")).isEqualTo("NEEDS_OPERATOR");
    }

    private static Event event(byte[] data) {
        return new Event(
                "1",
                URI.create("/tests"),
                "type",
                "lamp",
                Instant.EPOCH,
                "application/json",
                data,
                Map.of("tenant", "north"));
    }
}
