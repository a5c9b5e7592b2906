package org.atomicevents.harness.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.atomicevents.Event;

/** The event of a change, and the message that the limits send for it: the same properties and bytes as the product's. */
final class Messages {

    static final String TYPE = "org.atomicevents.catalog.ProductPriceChanged";

    private static final URI SOURCE = URI.create("/catalog");

    private Messages() {}

    static Event event(Products.Change change) {
        return Event.json(change.commandId(), SOURCE, TYPE, change.productId(), change.json());
    }

    /** As {@link #of}, with what lets the broker recognise a copy: the message that a relay sends. */
    static BytesMessage recognisable(Session session, Products.Change change) throws JMSException {
        BytesMessage message = of(session, change);
        message.setStringProperty("_AMQ_DUPL_ID", SOURCE + " " + change.commandId());
        return message;
    }

    static BytesMessage of(Session session, Products.Change change) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.setStringProperty("cloudEvents_specversion", "1.0");
        message.setStringProperty("cloudEvents_id", change.commandId());
        message.setStringProperty("cloudEvents_source", SOURCE.toString());
        message.setStringProperty("cloudEvents_type", TYPE);
        message.setStringProperty("cloudEvents_subject", change.productId());
        message.setStringProperty("cloudEvents_time", Instant.now().toString());
        message.setStringProperty("cloudEvents_datacontenttype", "application/json");
        message.setStringProperty("JMSXGroupID", change.productId());
        message.writeBytes(change.json().getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
