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

/** The pace at which one relay moves a full outbox to the broker; the score counts entries. */
public class RelayDrain {

    static final int ENTRIES = 20_000;
    static final int SUBJECTS = 1_000;

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
            relay = application.publishers().relay();
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
