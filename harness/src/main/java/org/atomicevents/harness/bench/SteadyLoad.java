package org.atomicevents.harness.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** Announces something at a constant rate on a thread of its own, whatever else goes on, until it is closed. */
final class SteadyLoad implements AutoCloseable {

    /** Events per second. */
    static final int RATE = 200;

    /** More than one thread manages while nothing is compiled yet; what a relay has not done by then is thrown away. */
    private static final int WARM_UP_RATE = 500;

    private static final System.Logger LOG = System.getLogger(SteadyLoad.class.getName());

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** One announcement; called by one thread. */
    @FunctionalInterface
    interface Work {
        void announce() throws Exception;
    }

    /**
     * While warming up it announces faster: a compiler that waits for ten thousand calls would otherwise have seen less than
     * two thousand when the measurement begins.
     */
    SteadyLoad(Work work, IterationParams iteration) {
        int rate = iteration.getType() == IterationType.WARMUP ? WARM_UP_RATE : RATE;
        long period = TimeUnit.SECONDS.toNanos(1) / rate;
        thread.scheduleAtFixedRate(() -> once(work), 0, period, TimeUnit.NANOSECONDS);
    }

    private static void once(Work work) {
        try {
            work.announce();
        } catch (Exception e) {
            // The iteration's end interrupts the last one; anything else shows in what is measured beside it.
            LOG.log(System.Logger.Level.WARNING, "The load beside the benchmark stumbled", e);
        }
    }

    /** After this nothing is announced. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
