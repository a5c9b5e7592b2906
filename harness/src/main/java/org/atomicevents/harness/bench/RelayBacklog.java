package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.atomicevents.outbox.relay.Relay;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The relay's pace with little and with very much behind what it sends; the score counts entries. Needs minutes and some gigabytes to fill
 * the outbox, so it is measured only when it is named.
 */
public class RelayBacklog {

    static final int PART = 5_000;

    @Benchmark
    @OperationsPerInvocation(PART)
    public int withTenThousandWaiting(TenThousand backlog) throws SQLException {
        return backlog.drainPart();
    }

    @Benchmark
    @OperationsPerInvocation(PART)
    public int withTenMillionWaiting(TenMillion backlog) throws SQLException {
        return backlog.drainPart();
    }

    /** {@value #PART} of them are sent by each call and made again before the next, outside the measured time. */
    @State(Scope.Benchmark)
    public static class TenThousand extends Backlog {
        public TenThousand() {
            super(10_000);
        }
    }

    @State(Scope.Benchmark)
    public static class TenMillion extends Backlog {
        public TenMillion() {
            super(10_000_000);
        }
    }

    /** Not emptied between iterations, as {@link CleanSlate} would. */
    abstract static class Backlog {

        private final int waiting;
        private Tables tables;
        private BenchQueue queue;
        private Application application;
        private Relay relay;

        Backlog(int waiting) {
            this.waiting = waiting;
        }

        @Setup(Level.Trial)
        public void start() throws SQLException, JMSException {
            Target target = Target.ofThisFork();
            tables = new Tables(target);
            queue = new BenchQueue(target);
            tables.define();
            application = new Application(Tables.POLLING, target, 1);
            relay = application.publishers().relay("bench");
            tables.fillOutbox(waiting, RelayDrain.SUBJECTS);
        }

        @Setup(Level.Invocation)
        public void refill() throws SQLException, JMSException {
            queue.reset();
            tables.fillOutbox(PART, RelayDrain.SUBJECTS);
        }

        @TearDown(Level.Trial)
        public void stop() throws SQLException, JMSException {
            application.close();
            tables.define();
        }

        int drainPart() throws SQLException {
            int settled = 0;
            while (settled < PART) {
                int now = relay.pass().settled();
                if (now == 0) {
                    throw new IllegalStateException(
                            "The relay stopped after %d of %d entries".formatted(settled, PART));
                }
                settled += now;
            }
            return settled;
        }
    }
}
