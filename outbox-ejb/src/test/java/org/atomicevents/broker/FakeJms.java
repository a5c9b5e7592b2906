package org.atomicevents.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A broker in memory behind the JMS interfaces: transacted sessions, duplicate ids, refused ids, an outage. Only the methods that our code calls; every other one throws.
 */
final class FakeJms {

    /** Named like Artemis's exception, because our code recognises it by the name. */
    static final class ActiveMQDuplicateIdException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Named like Artemis's exception, as the other. */
    static final class ActiveMQAddressFullException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    final List<String> received = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    boolean away;
    boolean full;
    int connections;
    int commits;
    private final Set<String> duplicateIds = new HashSet<>();

    ConnectionFactory factory() {
        return proxy(ConnectionFactory.class, (self, method, args) -> switch (method.getName()) {
            case "createConnection" -> connection();
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    Queue queue() {
        return proxy(Queue.class, (self, method, args) -> "queue");
    }

    private Connection connection() throws JMSException {
        failIfAway();
        connections++;
        return proxy(Connection.class, (self, method, args) -> switch (method.getName()) {
            case "createSession" -> session(((Integer) args[0]) == Session.SESSION_TRANSACTED);
            case "setExceptionListener", "close" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private Session session(boolean transacted) {
        List<Map<String, Object>> pending = new ArrayList<>();
        return proxy(Session.class, (self, method, args) -> switch (method.getName()) {
            case "createProducer" -> producer(transacted, pending);
            case "createBytesMessage" -> message(new LinkedHashMap<>());
            case "commit" -> commit(pending);
            case "rollback" -> {
                failIfAway();
                pending.clear();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private MessageProducer producer(boolean transacted, List<Map<String, Object>> pending) {
        return proxy(MessageProducer.class, (self, method, args) -> {
            if (!method.getName().equals("send")) {
                throw new UnsupportedOperationException(method.toString());
            }
            failIfAway();
            pending.add(properties((BytesMessage) args[0]));
            return transacted ? null : commit(pending);
        });
    }

    private Object commit(List<Map<String, Object>> pending) throws JMSException {
        failIfAway();
        commits++;
        if (full) {
            JMSException failure = new JMSException("any text");
            failure.initCause(new ActiveMQAddressFullException());
            throw failure;
        }
        Set<String> ids = new HashSet<>(duplicateIds);
        for (Map<String, Object> message : pending) {
            Object duplicateId = message.get(EventMessages.DUPLICATE_ID);
            if (refused.contains(message.get("cloudEvents_id"))) {
                throw new JMSException("refused", "P1");
            }
            if (duplicateId != null && !ids.add(duplicateId.toString())) {
                JMSException failure = new JMSException("any text");
                failure.initCause(new ActiveMQDuplicateIdException());
                throw failure;
            }
        }
        duplicateIds.addAll(ids);
        pending.forEach(message -> received.add(message.get("cloudEvents_id").toString()));
        pending.clear();
        return null;
    }

    private void failIfAway() throws JMSException {
        if (away) {
            throw new JMSException("connection lost");
        }
    }

    private static Map<String, Object> properties(BytesMessage message) throws JMSException {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Object name : Collections.list((java.util.Enumeration<?>) message.getPropertyNames())) {
            properties.put(name.toString(), message.getStringProperty(name.toString()));
        }
        return properties;
    }

    static BytesMessage message(Map<String, Object> properties) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return proxy(BytesMessage.class, (self, method, args) -> switch (method.getName()) {
            case "setStringProperty" -> properties.put(args[0].toString(), args[1]);
            case "getStringProperty" -> properties.get(args[0].toString());
            case "getPropertyNames" -> Collections.enumeration(properties.keySet());
            case "writeBytes" -> {
                body.writeBytes((byte[]) args[0]);
                yield null;
            }
            case "getBodyLength" -> (long) body.size();
            case "readBytes" -> {
                System.arraycopy(body.toByteArray(), 0, args[0], 0, body.size());
                yield body.size();
            }
            case "getJMSMessageID" -> "ID:1";
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
