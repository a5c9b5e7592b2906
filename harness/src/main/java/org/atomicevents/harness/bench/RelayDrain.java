package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.outbox.relay.Relay;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pace at which one relay moves a full outbox to the broker; the score counts entries. */
public class RelayDrain {

    static final int ENTRIES = 20_000;
    static final int SUBJECTS = 1_000;
    private static final int DRAINED_WITHIN_SECONDS = 60;

    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public int drain(Outbox outbox) throws SQLException {
        int settled = 0;
        while (settled < ENTRIES) {
            int now = outbox.relay.pass().settled();
            if (now == 0) {
                throw new IllegalStateException("The relay stopped after %d of %d entries".formatted(settled, ENTRIES));
            }
            settled += now;
        }
        return settled;
    }

    /** Two relays with half of the shards each, on two threads of this JVM; the ratio to {@link #drain} is what a second node brings. */
    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public int drainByTwo(TwoRelays outbox) throws Exception {
        Future<Integer> other = outbox.thread.submit(() -> drained(outbox.second));
        int settled = drained(outbox.first) + other.get(DRAINED_WITHIN_SECONDS, TimeUnit.SECONDS);
        if (settled != ENTRIES) {
            throw new IllegalStateException("The relays stopped after %d of %d entries".formatted(settled, ENTRIES));
        }
        return settled;
    }

    /** What a relay finds in its shards, until there is nothing. */
    private static int drained(Relay relay) throws SQLException {
        int settled = 0;
        int now;
        do {
            now = relay.pass().settled();
            settled += now;
        } while (now > 0);
        return settled;
    }

    /** As {@link Outbox}, for two. */
    @State(Scope.Benchmark)
    public static class TwoRelays {

        private static final int EVEN = 32;
        private static final Duration SHARED_WITHIN = Duration.ofMinutes(1);

        final ExecutorService thread = Executors.newSingleThreadExecutor();
        Relay first;
        Relay second;
        private CleanSlate stage;
        private Application application;

        @Setup(Level.Trial)
        public void start(CleanSlate stage) throws SQLException, JMSException {
            this.stage = stage;
            application = new Application(Tables.POLLING, stage.target, 2);
            first = application.publishers().relay("first");
            second = application.publishers().relay("second");
            long end = System.nanoTime() + SHARED_WITHIN.toNanos();
            while (stage.tables.shardsOf("second") < EVEN) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("The relays did not share the shards within " + SHARED_WITHIN);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }

        @Setup(Level.Invocation)
        public void fill() throws SQLException, JMSException {
            stage.queue.reset();
            stage.tables.fillOutbox(ENTRIES, SUBJECTS);
        }

        @TearDown(Level.Trial)
        public void stop() throws JMSException {
            thread.shutdownNow();
            application.close();
        }
    }

    /** Filled again before every drain, outside the measured time. */
    @State(Scope.Benchmark)
    public static class Outbox {

        Relay relay;
        private CleanSlate stage;
        private Application application;

        @Setup(Level.Trial)
        public void start(CleanSlate stage) throws SQLException, JMSException {
            this.stage = stage;
            application = new Application("outbox-polling", stage.target, 1);
            relay = application.publishers().relay("bench");
        }

        @Setup(Level.Invocation)
        public void fill() throws SQLException, JMSException {
            stage.queue.reset();
            stage.tables.fillOutbox(ENTRIES, SUBJECTS);
        }

        @TearDown(Level.Trial)
        public void stop() throws JMSException {
            application.close();
        }
    }
}
