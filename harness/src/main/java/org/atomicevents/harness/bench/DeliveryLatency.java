package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
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
import org.openjdk.jmh.infra.IterationParams;

/**
 * The time from the return of the commit until a plain consumer has the message, while {@value SteadyLoad#RATE} other events a
 * second go the same way; next to it what one persistent message takes from send to receipt beside as many others.
 */
@BenchmarkMode(Mode.SampleTime)
public class DeliveryLatency {

    /** Shorter than the product's default, or a run of a few seconds would see only a handful of deliveries. */
    static final Duration POLL_PERIOD = Duration.ofMillis(100);

    /** The first thread's products are the measured ones, the second's are the load's. */
    private static final int LOAD = 1;

    /** The commit itself happened in {@link Committed#commit}, outside the measured time. */
    @Benchmark
    public Message commitToDelivery(Committed committed, DeliveryConsumer deliveries) throws Exception {
        return deliveries.await(committed.change);
    }

    /** The unit: one persistent message, sent and received. */
    @Benchmark
    public Message sendAndReceive(Sent sent, SenderThread sender, DeliveryConsumer deliveries) throws Exception {
        sender.producer.send(Messages.of(sender.session, sent.change));
        sender.session.commit();
        return deliveries.await(sent.change);
    }

    /** The messages of the unit, and the load of bare sends beside it. */
    @State(Scope.Thread)
    public static class Sent {

        /** Right before whose measurement: a unit that is minutes older is another machine's, if the machine is shared. */
        @Param({
            "dual-write",
            "outbox-polling",
            "outbox-immediate",
            "outbox-notify",
            "outbox-log-tailing",
            "wal-message",
            "xa"
        })
        String strategy;

        Products.Change change;
        private final SenderThread other = new SenderThread();
        private Products products;
        private SteadyLoad load;

        @Setup(Level.Trial)
        public void open(CleanSlate stage) throws JMSException {
            other.open(stage);
        }

        @Setup(Level.Iteration)
        public void restart(CleanSlate stage, IterationParams iteration) {
            products = new Products(0);
            Products others = new Products(LOAD);
            load = new SteadyLoad(
                    () -> {
                        other.producer.send(Messages.of(other.session, others.next()));
                        other.session.commit();
                    },
                    iteration);
        }

        @Setup(Level.Invocation)
        public void next(DeliveryConsumer deliveries) {
            pause();
            change = products.next();
            deliveries.expect(change);
        }

        @TearDown(Level.Iteration)
        public void rest() {
            load.close();
        }

        @TearDown(Level.Trial)
        public void close() throws JMSException {
            other.close();
        }
    }

    /** The application under one strategy, with the relay running and the load beside. */
    @State(Scope.Thread)
    public static class Committed {

        @Param({
            "dual-write",
            "outbox-polling",
            "outbox-immediate",
            "outbox-notify",
            "outbox-log-tailing",
            "wal-message",
            "xa"
        })
        String strategy;

        Products.Change change;
        private Application application;
        private Products products;
        private SteadyLoad load;

        @Setup(Level.Trial)
        public void start(CleanSlate stage) throws SQLException, JMSException {
            application = new Application(
                    strategy, stage.target, 2, publishers -> publishers.delivering(strategy, POLL_PERIOD));
        }

        @Setup(Level.Iteration)
        public void restart(CleanSlate stage, IterationParams iteration) {
            products = new Products(0);
            Products others = new Products(LOAD);
            load = new SteadyLoad(() -> application.changePrice(others.next()), iteration);
        }

        @Setup(Level.Invocation)
        public void commit(DeliveryConsumer deliveries) throws Exception {
            pause();
            change = products.next();
            deliveries.expect(change);
            application.changePrice(change);
        }

        @TearDown(Level.Iteration)
        public void rest() {
            load.close();
        }

        @TearDown(Level.Trial)
        public void stop() throws JMSException {
            application.close();
        }
    }

    /** To a random moment of the relay's period: commands that follow deliveries would always just miss a pass. */
    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(POLL_PERIOD.toNanos()));
    }
}
