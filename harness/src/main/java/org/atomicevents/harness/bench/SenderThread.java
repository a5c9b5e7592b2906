package org.atomicevents.harness.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One thread's own transacted session and producer. */
@State(Scope.Thread)
public class SenderThread {

    Connection connection;
    Session session;
    MessageProducer producer;
    Products products;

    @Setup(Level.Trial)
    public void open(CleanSlate stage) throws JMSException {
        connection = stage.queue.connectionFactory().createConnection();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(stage.queue.destination(session));
    }

    @Setup(Level.Iteration)
    public void restart(CleanSlate stage, ThreadParams thread) {
        products = new Products(thread.getThreadIndex());
    }

    @TearDown(Level.Trial)
    public void close() throws JMSException {
        connection.close();
    }
}
