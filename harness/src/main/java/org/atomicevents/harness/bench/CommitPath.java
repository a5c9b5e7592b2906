package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One business transaction and its event, in one JVM. No relay runs meanwhile: what {@code outbox-polling} owes the
 * broker afterwards is measured by {@link RelayDrain}. The hand-off of {@code outbox-immediate} is no relay; it runs.
 */
public class CommitPath {

    @Benchmark
    public void transaction(Command command, CommandThread thread) throws Exception {
        command.application.changePrice(thread.products.next());
    }

    /** The application under one strategy. */
    @State(Scope.Benchmark)
    public static class Command {

        @Param({
            "none",
            "dual-write",
            "send-first",
            "outbox-polling",
            "outbox-immediate",
            "outbox-log-tailing",
            "wal-message",
            "xa"
        })
        String strategy;

        Application application;

        @Setup(Level.Trial)
        public void start(CleanSlate stage, BenchmarkParams params) throws SQLException, JMSException {
            application = new Application(strategy, stage.target, params.getThreads());
        }

        @TearDown(Level.Trial)
        public void stop() throws JMSException {
            application.close();
        }
    }

    /** The thread's own products, back at version 1 with the tables. */
    @State(Scope.Thread)
    public static class CommandThread {

        Products products;

        @Setup(Level.Iteration)
        public void restart(CleanSlate stage, ThreadParams thread) {
            products = new Products(thread.getThreadIndex());
        }
    }
}
