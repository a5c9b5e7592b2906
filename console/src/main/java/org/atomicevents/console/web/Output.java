package org.atomicevents.console.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.atomicevents.Event;
import org.atomicevents.Guarantees;
import org.atomicevents.Strategies;
import org.atomicevents.console.audit.store.AuditRow;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.Vital;

/** The JSON of the answers. */
final class Output {

    private Output() {}

    static <T> JsonArrayBuilder array(Collection<T> all, Function<T, JsonObjectBuilder> json) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(one -> array.add(json.apply(one)));
        return array;
    }

    static JsonObjectBuilder entry(ParkedEntry entry) {
        return Json.createObjectBuilder()
                .add("strategy", entry.strategy())
                .add("source", entry.source())
                .add("eventId", entry.eventId())
                .add("type", entry.type())
                .add("subject", entry.subject())
                .add("attempts", entry.attempts())
                .add("parkedAt", entry.parkedAt().toString())
                .add("lastError", text(entry.lastError()));
    }

    /**
     * An event in the JSON format of CloudEvents, its data in {@code data_base64} byte for byte; beside it {@code text}, if the
     * data is UTF-8, for human readers.
     */
    static JsonObjectBuilder event(Event event) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("specversion", "1.0")
                .add("id", event.id())
                .add("source", event.source().toString())
                .add("type", event.type())
                .add("subject", event.subject())
                .add("time", event.time().toString())
                .add("datacontenttype", event.datacontenttype());
        event.extensions().forEach(json::add);
        json.add("data_base64", Base64.getEncoder().encodeToString(event.data()));
        JsonObjectBuilder shown = Json.createObjectBuilder().add("event", json);
        utf8(event.data()).ifPresent(text -> shown.add("text", text));
        return shown;
    }

    static JsonObjectBuilder audit(AuditRow row) {
        return Json.createObjectBuilder()
                .add("at", row.at().toString())
                .add("who", row.who())
                .add("action", row.action())
                .add("source", row.target().source())
                .add("eventId", row.target().eventId())
                .add("matching", row.target().matching())
                .add("outcome", row.outcome());
    }

    /** The vital with null for an unknown value: JSON has no NaN. */
    static JsonObjectBuilder vital(Vital vital) {
        return Json.createObjectBuilder()
                .add("name", vital.name())
                .add("unit", vital.unit())
                .add("value", number(vital.value()))
                .add("alarm", text(vital.alarm()));
    }

    static JsonObjectBuilder branch(InDoubtBranch branch) {
        return Json.createObjectBuilder()
                .add("resource", branch.resource().name())
                .add("xid", text(branch.xid()))
                .add("node", text(branch.node()))
                .add("preparedAt", instant(branch.preparedAt()))
                .add("ageSeconds", number(branch.ageSeconds()))
                .add("resolution", branch.resolution().name())
                .add("explanation", text(branch.explanation()))
                .add("command", text(branch.command()));
    }

    static JsonObjectBuilder offer(Strategies.Offer offer) {
        return Json.createObjectBuilder()
                .add("id", offer.id())
                .add("available", offer.available())
                .add("refusal", text(offer.refusal()))
                .add("default", offer.isDefault())
                .add("guarantees", guarantees(offer.guarantees()));
    }

    private static JsonObjectBuilder guarantees(Guarantees guarantees) {
        JsonArrayBuilder admitted = Json.createArrayBuilder();
        guarantees.admitted().forEach(anomaly -> admitted.add(anomaly.name()));
        return Json.createObjectBuilder()
                .add("admitted", admitted)
                .add("losesOnlyIf", guarantees.losesOnlyIf())
                .add("recoveryBoundedBy", guarantees.recoveryBoundedBy());
    }

    private static JsonValue text(String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }

    private static JsonValue instant(Instant instant) {
        return instant == null ? JsonValue.NULL : Json.createValue(instant.toString());
    }

    private static JsonValue number(double number) {
        return Double.isFinite(number) ? Json.createValue(number) : JsonValue.NULL;
    }

    private static Optional<String> utf8(byte[] data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
