package org.atomicevents.harness.bench;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.XAConnectionFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.atomicevents.broker.CallBound;

/** The broker as the benchmarks see it: a durable queue of their own, without the divert that copies for the audit. */
final class BenchQueue {

    static final String NAME = "atomicevents.bench";

    private static final String MANAGEMENT = "activemq.management";
    private static final long REPLY_WITHIN_MILLIS = 10_000;

    /** As the server's. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Target target;
    private final CallBound bound = new CallBound(CALL_TIMEOUT, Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "calls");
        thread.setDaemon(true);
        return thread;
    }));

    BenchQueue(Target target) {
        this.target = target;
    }

    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(target.broker(), target.brokerUser(), target.brokerPassword());
    }

    CallBound bound() {
        return bound;
    }

    XAConnectionFactory xaConnectionFactory() {
        return new ActiveMQXAConnectionFactory(target.broker(), target.brokerUser(), target.brokerPassword());
    }

    Queue destination(Session session) throws JMSException {
        return session.createQueue(NAME);
    }

    /** Declares the queue if it is missing and removes what is in it. */
    void reset() throws JMSException {
        try (Connection connection = connectionFactory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            String declaration =
                    "{\"name\":\"%1$s\",\"address\":\"%1$s\",\"routing-type\":\"ANYCAST\",\"durable\":true}"
                            .formatted(NAME);
            invoke(session, "broker", "createQueue", declaration, true);
            invoke(session, "queue." + NAME, "removeAllMessages");
        }
    }

    private static void invoke(Session session, String resource, String operation, Object... arguments)
            throws JMSException {
        TemporaryQueue replies = session.createTemporaryQueue();
        try (MessageConsumer consumer = session.createConsumer(replies);
                MessageProducer producer = session.createProducer(session.createQueue(MANAGEMENT))) {
            Message request = session.createMessage();
            JMSManagementHelper.putOperationInvocation(request, resource, operation, arguments);
            request.setJMSReplyTo(replies);
            producer.send(request);
            Message reply = consumer.receive(REPLY_WITHIN_MILLIS);
            if (reply == null || !JMSManagementHelper.hasOperationSucceeded(reply)) {
                throw new JMSException("Broker did not carry out %s on %s: %s"
                        .formatted(operation, resource, reply == null ? "no answer" : reply.getBody(String.class)));
            }
        } finally {
            replies.delete();
        }
    }
}
