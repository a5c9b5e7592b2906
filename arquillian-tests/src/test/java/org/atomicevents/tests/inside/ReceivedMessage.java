package org.atomicevents.tests.inside;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.net.URI;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atomicevents.Event;

/** One message as a consumer outside of this project would read it: by the names in ARCHITECTURE.md. */
public record ReceivedMessage(Event event, String group, String specversion, boolean persistent, boolean redelivered) {

    private static final String PREFIX = "cloudEvents_";
    private static final List<String> ATTRIBUTES =
            List.of("id", "source", "type", "subject", "time", "datacontenttype", "specversion");

    public static ReceivedMessage of(Message message) throws JMSException {
        Map<String, String> attributes = new TreeMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            Object name = names.nextElement();
            if (name.toString().startsWith(PREFIX)) {
                attributes.put(name.toString().substring(PREFIX.length()), message.getStringProperty(name.toString()));
            }
        }
        Map<String, String> extensions = new TreeMap<>(attributes);
        extensions.keySet().removeAll(ATTRIBUTES);
        var event = new Event(
                attributes.get("id"),
                URI.create(attributes.get("source")),
                attributes.get("type"),
                attributes.get("subject"),
                Instant.parse(attributes.get("time")),
                attributes.get("datacontenttype"),
                bytes((BytesMessage) message),
                extensions);
        return new ReceivedMessage(
                event,
                message.getStringProperty("JMSXGroupID"),
                attributes.get("specversion"),
                message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT,
                message.getJMSRedelivered());
    }

    private static byte[] bytes(BytesMessage message) throws JMSException {
        var bytes = new byte[(int) message.getBodyLength()];
        message.readBytes(bytes);
        return bytes;
    }
}
