package org.atomicevents.harness.order;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The broker's own record of what it routed: a copy of each message, made in the same broker transaction. */
final class RoutedCopies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NO_MORE_AFTER_MILLIS = 1000;

    private RoutedCopies() {}

    /** Takes them all out of {@code queue}; by subject, in the order in which they were routed. */
    static Map<String, List<SubjectVersion>> taken(ConnectionFactory factory, String queue) {
        Map<String, List<SubjectVersion>> copies = new HashMap<>();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            connection.start();
            Message next = consumer.receive(NO_MORE_AFTER_MILLIS);
            while (next != null) {
                copies.computeIfAbsent(next.getStringProperty("cloudEvents_subject"), subject -> new ArrayList<>())
                        .add(version((BytesMessage) next));
                next = consumer.receive(NO_MORE_AFTER_MILLIS);
            }
            session.commit();
            return copies;
        } catch (JMSException | IOException e) {
            throw new IllegalStateException("The queue " + queue + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static SubjectVersion version(BytesMessage message) throws JMSException, IOException {
        byte[] data = new byte[(int) message.getBodyLength()];
        message.readBytes(data);
        return new SubjectVersion(
                message.getStringProperty("cloudEvents_id"),
                JSON.readTree(data).path("version").asLong());
    }
}
