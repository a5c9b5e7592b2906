package org.atomicevents.catalog.command;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.Fold;

/** Folds the events of a stream into a product; null before the first. Thread-safe. */
final class ProductFold implements Fold<Product> {

    @Override
    public String name() {
        return "product";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Product initial() {
        return null;
    }

    @Override
    public Product after(Product state, Event event) {
        JsonObject data = json(event.data());
        String name = data.getString("name", state == null ? "" : state.name());
        return Product.of(
                event.subject(),
                name,
                data.getJsonNumber("price").bigDecimalValue(),
                data.getJsonNumber("version").longValueExact());
    }

    @Override
    public byte[] write(Product state) {
        return Json.createObjectBuilder()
                .add("id", state.id())
                .add("name", state.name())
                .add("price", state.price())
                .add("version", state.version())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Product read(byte[] snapshot) {
        JsonObject data = json(snapshot);
        return Product.of(
                data.getString("id"),
                data.getString("name"),
                data.getJsonNumber("price").bigDecimalValue(),
                data.getJsonNumber("version").longValueExact());
    }

    private static JsonObject json(byte[] text) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text))) {
            return reader.readObject();
        }
    }
}
