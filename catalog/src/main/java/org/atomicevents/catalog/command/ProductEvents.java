package org.atomicevents.catalog.command;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import org.atomicevents.Event;

/** The events of the command side; the command's id is the event's id, the product's id its subject. */
final class ProductEvents {

    private static final URI SOURCE = URI.create("/catalog");

    private ProductEvents() {}

    static Event created(String commandId, Product product) {
        JsonObjectBuilder data = data(commandId, product).add("name", product.name());
        return event("org.atomicevents.catalog.ProductCreated", commandId, product, data);
    }

    static Event priceChanged(String commandId, Product product) {
        JsonObjectBuilder data = data(commandId, product);
        return event("org.atomicevents.catalog.ProductPriceChanged", commandId, product, data);
    }

    private static JsonObjectBuilder data(String commandId, Product product) {
        return Json.createObjectBuilder()
                .add("commandId", commandId)
                .add("productId", product.id())
                .add("price", product.price())
                .add("version", product.version());
    }

    private static Event event(String type, String commandId, Product product, JsonObjectBuilder data) {
        return Event.json(commandId, SOURCE, type, product.id(), data.build().toString());
    }
}
