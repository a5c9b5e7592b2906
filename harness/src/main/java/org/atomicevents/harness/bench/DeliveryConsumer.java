package org.atomicevents.harness.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A consumer of its own connection, auto-acknowledging, that takes whatever comes and tells who waits for it. */
@State(Scope.Benchmark)
public class DeliveryConsumer {

    private static final long DELIVERED_WITHIN_SECONDS = 10;

    private final Map<String, CompletableFuture<Message>> expected = new ConcurrentHashMap<>();
    private Connection connection;

    /** Anew for each iteration, behind the reset of the queue. */
    @Setup(Level.Iteration)
    public void open(CleanSlate stage) throws JMSException {
        expected.clear();
        connection = stage.queue.connectionFactory().createConnection();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(stage.queue.destination(session)).setMessageListener(this::received);
        connection.start();
    }

    @TearDown(Level.Iteration)
    public void close() throws JMSException {
        connection.close();
    }

    /** To be called before {@code change} is announced; {@link #await} then waits for it. */
    void expect(Products.Change change) {
        expected.put(change.commandId(), new CompletableFuture<>());
    }

    Message await(Products.Change change) throws InterruptedException, ExecutionException {
        try {
            return expected.get(change.commandId()).get(DELIVERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Event %s was announced, but did not arrive within %d s"
                            .formatted(change.commandId(), DELIVERED_WITHIN_SECONDS),
                    e);
        } finally {
            expected.remove(change.commandId());
        }
    }

    private void received(Message message) {
        try {
            CompletableFuture<Message> waiting = expected.get(message.getStringProperty("cloudEvents_id"));
            if (waiting != null) {
                waiting.complete(message);
            }
        } catch (JMSException e) {
            throw new IllegalStateException("A message of the benchmark could not be read", e);
        }
    }
}
