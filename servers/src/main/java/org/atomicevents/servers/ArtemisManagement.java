package org.atomicevents.servers;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/**
 * Questions to the broker, as management messages over one connection. For one thread.
 *
 * <p>Every method throws {@link IllegalStateException} if the broker is gone or refuses the question.
 */
public final class ArtemisManagement implements AutoCloseable {

    private static final String BROKER = "broker";

    private final Connection connection;
    private final Session session;
    private final QueueRequestor requestor;

    private ArtemisManagement(Connection connection, Session session, QueueRequestor requestor) {
        this.connection = connection;
        this.session = session;
        this.requestor = requestor;
    }

    static ArtemisManagement connect(ConnectionFactory factory) {
        Connection connection = null;
        try {
            connection = factory.createConnection();
            connection.start();
            QueueSession session = (QueueSession) connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Queue management = session.createQueue("activemq.management");
            return new ArtemisManagement(connection, session, new QueueRequestor(session, management));
        } catch (JMSException e) {
            close(connection);
            throw new IllegalStateException("The broker cannot be asked: " + e.getMessage(), e);
        }
    }

    /** Messages in {@code queue}, those being delivered included, those of undecided transactions not. */
    public long depth(String queue) {
        return ((Number) attribute("queue." + queue, "messageCount")).longValue();
    }

    /** Messages of {@code queue} handed to a consumer and not yet acknowledged. */
    public int delivering(String queue) {
        return ((Number) attribute("queue." + queue, "deliveringCount")).intValue();
    }

    public int consumers(String queue) {
        return ((Number) attribute("queue." + queue, "consumerCount")).intValue();
    }

    /** Removes all messages of {@code queue}, and says how many there were. */
    public int purge(String queue) {
        return ((Number) invoke("queue." + queue, "removeAllMessages")).intValue();
    }

    /** One line of the broker's own words per transaction that is prepared and undecided; empty if there is none. */
    public List<String> preparedTransactions() {
        Object[] lines = (Object[]) invoke(BROKER, "listPreparedTransactions");
        return List.of(lines).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        close(connection);
    }

    private Object attribute(String resource, String attribute) {
        try {
            Message question = session.createMessage();
            JMSManagementHelper.putAttribute(question, resource, attribute);
            return ask(question, resource + " " + attribute);
        } catch (JMSException e) {
            throw new IllegalStateException("The broker does not say " + resource + " " + attribute, e);
        }
    }

    private Object invoke(String resource, String operation) {
        try {
            Message question = session.createMessage();
            JMSManagementHelper.putOperationInvocation(question, resource, operation);
            return ask(question, resource + " " + operation);
        } catch (JMSException e) {
            throw new IllegalStateException("The broker does not do " + resource + " " + operation, e);
        }
    }

    private Object ask(Message question, String what) throws JMSException {
        Message answer = requestor.request(question);
        try {
            Object result = JMSManagementHelper.getResult(answer, Object.class);
            if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
                throw new IllegalStateException("The broker refuses " + what + ": " + result);
            }
            return result;
        } catch (JMSException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The broker's answer to " + what + " cannot be read", e);
        }
    }

    private static void close(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (JMSException alreadyGone) {
                // Nothing of it is left to close.
            }
        }
    }
}
