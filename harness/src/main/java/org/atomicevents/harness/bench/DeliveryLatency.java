package org.atomicevents.harness.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long after the commit has returned a plain consumer has the message; next to it what one persistent message takes
 * from send to receipt. One command at a time, so that nothing queues.
 */
@BenchmarkMode(Mode.SampleTime)
public class DeliveryLatency {

    /** Shorter than the product's default, or a run of a few seconds would see only a handful of deliveries. */
    static final Duration POLL_PERIOD = Duration.ofMillis(100);

    private static final long DELIVERED_WITHIN_MILLIS = 10_000;

    /** The commit itself happened in {@link Committed#commit}, outside the measured time. */
    @Benchmark
    public Message commitToDelivery(Committed committed) throws JMSException {
        return committed.inbound.receive(committed.change);
    }

    /** The unit: one persistent message, sent and received by the same thread. */
    @Benchmark
    public Message sendAndReceive(Inbound inbound, SenderThread sender) throws JMSException {
        Products.Change change = sender.products.next();
        sender.producer.send(Messages.of(sender.session, change));
        sender.session.commit();
        return inbound.receive(change);
    }

    /** A consumer of its own connection, auto-acknowledging. */
    @State(Scope.Thread)
    public static class Inbound {

        private Connection connection;
        private MessageConsumer consumer;

        /** Anew for each iteration, behind the reset of the queue. */
        @Setup(Level.Iteration)
        public void open(Stage stage) throws JMSException {
            connection = stage.queue.connectionFactory().createConnection();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            consumer = session.createConsumer(stage.queue.destination(session));
            connection.start();
        }

        @TearDown(Level.Iteration)
        public void close() throws JMSException {
            connection.close();
        }

        Message receive(Products.Change expected) throws JMSException {
            Message message = consumer.receive(DELIVERED_WITHIN_MILLIS);
            if (message == null || !expected.commandId().equals(message.getStringProperty("cloudEvents_id"))) {
                throw new IllegalStateException("Event %s was committed, but within %d ms came %s"
                        .formatted(expected.commandId(), DELIVERED_WITHIN_MILLIS, message));
            }
            return message;
        }
    }

    /** The application under one strategy, with the relay running. */
    @State(Scope.Thread)
    public static class Committed {

        @Param({"dual-write", "outbox-polling", "xa"})
        String strategy;

        Inbound inbound;
        Products.Change change;
        private Application application;
        private PollingRelay relay;
        private Products products;

        @Setup(Level.Trial)
        public void start(Stage stage) throws SQLException, JMSException {
            application = new Application(strategy, stage.target, 1);
            if (strategy.startsWith("outbox")) {
                relay = new PollingRelay(application.publishers().relay(), POLL_PERIOD);
            }
        }

        @Setup(Level.Iteration)
        public void restart(Stage stage, Inbound inbound) {
            this.inbound = inbound;
            products = new Products(0);
        }

        /** At a random moment of the relay's period: commands that follow deliveries would always just miss a pass. */
        @Setup(Level.Invocation)
        public void commit() throws Exception {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(POLL_PERIOD.toNanos()));
            change = products.next();
            application.changePrice(change);
        }

        @TearDown(Level.Trial)
        public void stop() throws JMSException {
            if (relay != null) {
                relay.close();
            }
            application.close();
        }
    }
}
