package org.atomicevents.catalog.command;

import jakarta.json.Json;
import java.net.URI;
import org.atomicevents.Event;

/** What the command side says; the command's id is the event's id, the product's id its subject. */
final class ProductEvents {

    private static final URI SOURCE = URI.create("/catalog");

    private ProductEvents() {}

    static Event created(String commandId, Product product) {
        return event("org.atomicevents.catalog.ProductCreated", commandId, product);
    }

    static Event priceChanged(String commandId, Product product) {
        return event("org.atomicevents.catalog.ProductPriceChanged", commandId, product);
    }

    private static Event event(String type, String commandId, Product product) {
        String data = Json.createObjectBuilder()
                .add("commandId", commandId)
                .add("productId", product.id())
                .add("name", product.name())
                .add("price", product.price())
                .add("version", product.version())
                .build()
                .toString();
        return Event.json(commandId, SOURCE, type, product.id(), data);
    }
}
