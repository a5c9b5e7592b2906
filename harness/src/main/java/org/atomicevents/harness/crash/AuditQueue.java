package org.atomicevents.harness.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The broker's own record of what it routed: a copy of each message, made in the same broker transaction. For one thread.
 */
final class AuditQueue implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One routed message. */
    record Copy(String eventId, String product, long version) {}

    private final Connection connection;
    private final MessageConsumer consumer;
    private final List<Copy> taken = new ArrayList<>();

    AuditQueue(ConnectionFactory factory, String queue) throws JMSException {
        connection = factory.createConnection();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        consumer = session.createConsumer(session.createQueue(queue));
        connection.start();
    }

    /** All copies of messages about {@code product} so far, in the order in which they were routed. */
    List<Copy> about(String product) {
        try {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                taken.add(copy((BytesMessage) next));
            }
        } catch (JMSException | IOException e) {
            throw new IllegalStateException("The audit queue cannot be read", e);
        }
        return taken.stream().filter(copy -> copy.product().equals(product)).toList();
    }

    private static Copy copy(BytesMessage message) throws JMSException, IOException {
        byte[] data = new byte[(int) message.getBodyLength()];
        message.readBytes(data);
        JsonNode body = JSON.readTree(data);
        return new Copy(
                message.getStringProperty("cloudEvents_id"),
                message.getStringProperty("cloudEvents_subject"),
                body.path("version").asLong());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException alreadyGone) {
            // Nothing of it is left to close.
        }
    }
}
