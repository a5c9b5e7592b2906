package org.atomicevents.catalog.web;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.UUID;
import org.atomicevents.catalog.command.Command;
import org.atomicevents.web.Problem;

/** A request's body, read leniently where JSON leaves a choice and strictly where a silent guess would cost. */
final class Input {

    private final JsonObject body;

    private Input(JsonObject body) {
        this.body = body;
    }

    /** @throws Problem 400 if it is not a JSON object */
    static Input parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text == null ? "" : text))) {
            return new Input(reader.readObject());
        } catch (JsonException e) {
            throw CatalogProblem.malformed(
                    "The body is not a JSON object: send one with Content-Type application/json");
        }
    }

    Command.Create create() {
        return new Command.Create(
                commandId(), text("id", UUID.randomUUID().toString()), text("name", null), decimal("price"));
    }

    Command.ChangePrice changePrice(String productId) {
        BigDecimal from = decimal("version");
        return new Command.ChangePrice(
                commandId(), productId, decimal("price"), from == null ? null : whole("version", from));
    }

    private String commandId() {
        return text("commandId", UUID.randomUUID().toString());
    }

    private String text(String name, String byDefault) {
        JsonValue value = body.get(name);
        if (value == null || value == JsonValue.NULL) {
            return byDefault;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw Problem.invalid("'" + name + "' is " + value + ": it must be a string");
    }

    /** A number, or a string that holds one: clients disagree about how money travels. */
    private BigDecimal decimal(String name) {
        JsonValue value = body.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        try {
            if (value instanceof JsonNumber number) {
                return number.bigDecimalValue();
            }
            if (value instanceof JsonString string) {
                return new BigDecimal(string.getString());
            }
        } catch (NumberFormatException e) {
            throw Problem.invalid("'" + name + "' is " + value + ": it must be a number");
        }
        throw Problem.invalid("'" + name + "' is " + value + ": it must be a number");
    }

    private static Long whole(String name, BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw Problem.invalid("'" + name + "' is " + value + ": it must be a whole number");
        }
    }
}
