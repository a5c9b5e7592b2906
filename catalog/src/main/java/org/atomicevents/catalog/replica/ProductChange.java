package org.atomicevents.catalog.replica;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import org.atomicevents.Event;

/** The content of a catalog event; {@code name} is null unless the event created the product. */
record ProductChange(String productId, long version, BigDecimal price, String name) {

    /** @throws IllegalArgumentException if the data is not what the catalog publishes; the message names the event */
    static ProductChange in(Event event) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(event.data()))) {
            JsonObject data = reader.readObject();
            return new ProductChange(
                    data.getString("productId"),
                    data.getJsonNumber("version").longValueExact(),
                    data.getJsonNumber("price").bigDecimalValue(),
                    data.getString("name", null));
        } catch (JsonException | NullPointerException | ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    event + " does not carry productId, version and price: it is not an event of the catalog", e);
        }
    }
}
