package org.atomicevents.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atomicevents.Event;

/** A JMS connection with its one session and its one producer; for one thread at a time. */
final class BrokerSession implements AutoCloseable {

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final AtomicBoolean broken = new AtomicBoolean();

    private BrokerSession(Connection connection, Session session, Destination destination) throws JMSException {
        this.connection = connection;
        this.session = session;
        this.producer = session.createProducer(destination);
        connection.setExceptionListener(failure -> broken.set(true));
    }

    static BrokerSession open(ConnectionFactory factory, Destination destination, int sessionMode) throws JMSException {
        Connection connection = factory.createConnection();
        try {
            return new BrokerSession(connection, connection.createSession(sessionMode), destination);
        } catch (JMSException | RuntimeException failure) {
            closeQuietly(connection);
            throw failure;
        }
    }

    void send(Event event, boolean recognisable) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        EventMessages.write(event, message, recognisable);
        producer.send(message);
    }

    void commit() throws JMSException {
        session.commit();
    }

    /** Rolls back; false if that failed, because the broker cannot be reached, and the session is of no more use. */
    boolean rollBack() {
        try {
            session.rollback();
            return !broken.get();
        } catch (JMSException | RuntimeException e) {
            return false;
        }
    }

    /** True if the connection was lost since it was opened; false may already be out of date. */
    boolean isBroken() {
        return broken.get();
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (JMSException | RuntimeException ignored) {
            // The broker is away, which is why we close; it drops its side by itself.
        }
    }
}
