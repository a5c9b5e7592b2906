package org.atomicevents.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.atomicevents.Event;

/**
 * An event as a JMS message and back: attributes become properties with the prefix {@code cloudEvents_}, the data becomes the body, the subject becomes the message group so that one consumer at a time sees one subject. Stateless.
 */
public final class EventMessages {

    /** Artemis drops a message whose value here it has seen among the last ids of the address. */
    static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private static final String PREFIX = "cloudEvents_";
    static final String ID = PREFIX + "id";
    static final String SOURCE = PREFIX + "source";
    static final String TYPE = PREFIX + "type";
    static final String SUBJECT = PREFIX + "subject";
    static final String GROUP = "JMSXGroupID";

    private static final String SPEC_VERSION = "1.0";

    private EventMessages() {}

    /**
     * Fills an empty message.
     *
     * @param recognisable whether the broker shall recognise a second copy and drop it
     */
    public static void write(Event event, BytesMessage message, boolean recognisable) throws JMSException {
        message.setStringProperty(PREFIX + "specversion", SPEC_VERSION);
        message.setStringProperty(ID, event.id());
        message.setStringProperty(SOURCE, event.source().toString());
        message.setStringProperty(TYPE, event.type());
        message.setStringProperty(SUBJECT, event.subject());
        message.setStringProperty(PREFIX + "time", event.time().toString());
        message.setStringProperty(PREFIX + "datacontenttype", event.datacontenttype());
        for (Map.Entry<String, String> extension : event.extensions().entrySet()) {
            message.setStringProperty(PREFIX + extension.getKey(), extension.getValue());
        }
        message.setStringProperty(GROUP, event.subject());
        if (recognisable) {
            // A URI has no blank in it: no two identities have one text.
            message.setStringProperty(DUPLICATE_ID, event.source() + " " + event.id());
        }
        message.writeBytes(event.data());
    }

    /**
     * The event a message carries; the message must be readable and at its beginning.
     *
     * @throws IllegalArgumentException if the message is no event; the message of the exception names what is missing
     */
    public static Event read(Message message) throws JMSException {
        if (!(message instanceof BytesMessage bytes)) {
            throw new IllegalArgumentException("Message %s is a %s: an event travels as a BytesMessage"
                    .formatted(message.getJMSMessageID(), message.getClass().getSimpleName()));
        }
        Map<String, String> attributes = attributes(message);
        String version = taken("specversion", attributes, message);
        if (!SPEC_VERSION.equals(version)) {
            throw new IllegalArgumentException("Message %s has CloudEvents version %s: only %s is understood"
                    .formatted(message.getJMSMessageID(), version, SPEC_VERSION));
        }
        byte[] data = new byte[Math.toIntExact(bytes.getBodyLength())];
        bytes.readBytes(data);
        try {
            return new Event(
                    taken("id", attributes, message),
                    URI.create(taken("source", attributes, message)),
                    taken("type", attributes, message),
                    taken("subject", attributes, message),
                    Instant.parse(taken("time", attributes, message)),
                    taken("datacontenttype", attributes, message),
                    data,
                    attributes);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Message %s has a malformed %stime".formatted(message.getJMSMessageID(), PREFIX), e);
        }
    }

    private static Map<String, String> attributes(Message message) throws JMSException {
        Map<String, String> attributes = new TreeMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement().toString();
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), message.getStringProperty(name));
            }
        }
        return attributes;
    }

    /** Takes the named attribute out, so that what remains in the end are the extensions. */
    private static String taken(String name, Map<String, String> attributes, Message message) throws JMSException {
        String value = attributes.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("Message %s lacks the property %s%s: it is no event"
                    .formatted(message.getJMSMessageID(), PREFIX, name));
        }
        return value;
    }
}
