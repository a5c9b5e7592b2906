package org.atomicevents.harness.trace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.atomicevents.harness.trace.StepReport.Kind;

/**
 * Decides which traced thread may go on. Thread-safe.
 *
 * <p>During a traced run the roles act one after the other (the command, then the relay, then the consumer), so that the same crash
 * point always cuts the same state: a relay or a consumer that is early waits at its next step. Reaching the armed point, a
 * thread is held, and with it every traced thread at its next step, until {@link #end()}. Outside a traced run all go on at once.
 */
public final class Conductor {

    private final Consumer<ReachedStep> audience;
    private TracedRun run;

    /** {@code audience} hears of every step of a traced run on the reporting thread, before that thread may go on. */
    public Conductor(Consumer<ReachedStep> audience) {
        this.audience = audience;
    }

    /**
     * Begins a traced run; whatever was held by the former goes on.
     *
     * @param armed the point to hold at, or null for a fault-free run
     */
    public synchronized void begin(List<String> order, CrashPoint armed) {
        run = new TracedRun(order, armed);
        notifyAll();
    }

    /** True once {@code role} has done something in a traced run in which nobody waits: see {@link #rehearse}. */
    public boolean awaitWorked(String role, Duration atMost) throws InterruptedException {
        return await(() -> run != null && run.worked().contains(role), atMost);
    }

    /** Begins a fault-free run in which all of {@code roles} act at once, to see which of them do anything. */
    public synchronized void rehearse(List<String> roles) {
        run = new TracedRun(roles, null) {
            @Override
            boolean isEarly(String role) {
                return false;
            }
        };
        notifyAll();
    }

    /** Ends the traced run and lets all go on; returns the steps it reached. */
    public synchronized List<ReachedStep> end() {
        List<ReachedStep> reached = run == null ? List.of() : run.reached();
        run = null;
        notifyAll();
        return reached;
    }

    /** True once {@code role} waits for its turn. */
    public boolean awaitWaiting(String role, Duration atMost) throws InterruptedException {
        return await(() -> run != null && run.isWaiting(role), atMost);
    }

    /** True once the armed point holds its thread. */
    public boolean awaitFired(Duration atMost) throws InterruptedException {
        return await(() -> run != null && run.isFired(), atMost);
    }

    /** True once the last role has left. */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        return await(() -> run != null && run.isComplete(), atMost);
    }

    private synchronized boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * One thread's part: from its first report to its {@code LEFT}. What began before a traced run, such as the acknowledgement of
     * an earlier event, is no part of it.
     */
    final class Part {
        private boolean begun;
        private TracedRun in;

        /** Returns when the thread that reported may go on. */
        void arrive(StepReport report) throws InterruptedException {
            synchronized (Conductor.this) {
                if (!begun) {
                    begun = true;
                    in = run;
                }
                if (report.kind() == Kind.LEFT) {
                    begun = false;
                }
                if (run != null && report.kind() != Kind.NOTE) {
                    go(run, report, in == run);
                }
            }
        }
    }

    Part part() {
        return new Part();
    }

    private void go(TracedRun mine, StepReport report, boolean isOfIt) throws InterruptedException {
        if (report.kind() == Kind.LEFT) {
            if (isOfIt) {
                mine.left(report.role());
                notifyAll();
            }
            return;
        }
        if (isOfIt && report.kind() == Kind.BEFORE) {
            holdUntilItsTurn(mine, report.role());
        }
        if (isOfIt && run == mine && mine.knows(report.role()) && !mine.isFired()) {
            Optional<ReachedStep> reached = mine.record(report, System.nanoTime());
            reached.ifPresent(audience);
            notifyAll();
        }
        while (run == mine && mine.isFired()) {
            wait();
        }
    }

    private void holdUntilItsTurn(TracedRun mine, String role) throws InterruptedException {
        while (run == mine && !mine.isFired() && mine.isEarly(role)) {
            mine.waits(role);
            notifyAll();
            wait();
        }
    }
}
