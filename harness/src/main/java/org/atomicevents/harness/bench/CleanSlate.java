package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The tables and the queue, emptied before every iteration so that neither grows without bound. */
@State(Scope.Benchmark)
public class CleanSlate {

    Target target;
    Tables tables;
    BenchQueue queue;

    @Setup(Level.Trial)
    public void define() throws SQLException {
        target = Target.ofThisFork();
        tables = new Tables(target);
        queue = new BenchQueue(target);
        tables.define();
    }

    @Setup(Level.Iteration)
    public void reset(BenchmarkParams params) throws SQLException, JMSException {
        // One thread more than there are: for a load beside them.
        tables.reset(Products.PER_THREAD * (params.getThreads() + 1));
        queue.reset();
    }
}
