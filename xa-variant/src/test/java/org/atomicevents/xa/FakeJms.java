package org.atomicevents.xa;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/** The simplified JMS API as far as our code calls it, writing down what was called. */
final class FakeJms {

    private final List<String> calls;
    boolean transacted = true;
    boolean away;

    FakeJms(List<String> calls) {
        this.calls = calls;
    }

    ConnectionFactory factory() {
        return proxy(ConnectionFactory.class, (self, method, args) -> {
            if (away) {
                throw new JMSRuntimeException("away");
            }
            calls.add("broker." + method.getName());
            return context();
        });
    }

    Queue queue() {
        return proxy(Queue.class, (self, method, args) -> "queue");
    }

    private JMSContext context() {
        return proxy(JMSContext.class, (self, method, args) -> switch (method.getName()) {
            case "getTransacted" -> transacted;
            case "createBytesMessage" -> proxy(BytesMessage.class, (message, setter, values) -> null);
            case "createProducer" ->
                proxy(JMSProducer.class, (producer, send, values) -> {
                    calls.add("broker." + send.getName());
                    return producer;
                });
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
