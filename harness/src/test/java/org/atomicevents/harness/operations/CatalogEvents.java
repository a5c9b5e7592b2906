package org.atomicevents.harness.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.URI;
import java.util.UUID;
import org.atomicevents.Event;
import org.atomicevents.broker.EventMessages;
import org.atomicevents.servers.Artemis;

/** Events of the application, sent to its consumer without the application. Stateless. */
final class CatalogEvents {

    private CatalogEvents() {}

    static Event created(String id, String product) {
        return Event.json(
                id,
                URI.create("/catalog"),
                "org.atomicevents.catalog.ProductCreated",
                product,
                "{\"commandId\":\"%s\",\"productId\":\"%s\",\"name\":\"Lamp\",\"price\":1,\"version\":1}"
                        .formatted(UUID.randomUUID(), product));
    }

    static void send(Artemis broker, Event... events) throws Exception {
        try (Connection connection = broker.connectionFactory().createConnection()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(Artemis.QUEUE));
            for (Event event : events) {
                BytesMessage message = session.createBytesMessage();
                EventMessages.write(event, message, true);
                producer.send(message);
            }
        }
    }
}
