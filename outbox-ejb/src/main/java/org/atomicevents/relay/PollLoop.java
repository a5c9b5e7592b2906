package org.atomicevents.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Makes passes again and again on an executor's threads, one at a time, until it is stopped: after the wait their pace asks
 * for, or at once when it is woken. While database or broker are away nobody can wake it, so that each commit does not cost
 * an attempt. After a bounded number of passes in a row the executor's thread is free for others. Thread-safe.
 */
public final class PollLoop {

    private static final int PASSES_IN_A_ROW = 100;

    /** What a round consists of. */
    @FunctionalInterface
    public interface Passes {

        /**
         * One bounded pass; never two at the same time.
         *
         * @return what it says about the next one
         * @throws SQLException if the database failed; the next pass comes later, as after any exception
         */
        PollDelay.Ended pass() throws SQLException;
    }

    private final Passes passes;
    private final PollDelay pace;
    private final FailureLog troubles;
    private final SerialTask turns;
    private volatile boolean backingOff;
    private volatile long notBefore;
    private volatile long lastPass = System.nanoTime();

    /**
     * @param pace nobody else's
     * @param troubles is told of passes that throw; what else there is to say, the passes say themselves, on their thread
     */
    public PollLoop(Passes passes, PollDelay pace, FailureLog troubles, ScheduledExecutorService executor) {
        this.passes = Objects.requireNonNull(passes);
        this.pace = Objects.requireNonNull(pace);
        this.troubles = Objects.requireNonNull(troubles);
        this.turns = new SerialTask(this::round, executor);
    }

    /** Makes the first round; returns at once. */
    public void start() {
        turns.ask();
    }

    /** Asks for a pass that begins after this call; returns at once. Many calls before it begins are one. */
    public void wake() {
        if (!backingOff || tooEarly() <= 0) {
            turns.ask();
        }
    }

    /** As {@link #wake}, from somebody who knows that the trouble is over: ends the waiting for it. */
    public void wakeAfterTrouble() {
        backingOff = false;
        turns.ask();
    }

    /** Begins no further pass and waits a while for the one under way. */
    public void stop() {
        turns.stop();
    }

    /** How long ago the last pass ended, whatever came of it. */
    public Duration sinceLastPass() {
        return Duration.ofNanos(System.nanoTime() - lastPass);
    }

    private long tooEarly() {
        return notBefore - System.nanoTime();
    }

    private void round() {
        long early = tooEarly();
        if (backingOff && early > 0) {
            turns.askIn(Duration.ofNanos(early));
            return;
        }
        Duration wait = Duration.ZERO;
        for (int pass = 0; pass < PASSES_IN_A_ROW && wait.isZero() && !turns.isStopped(); pass++) {
            wait = pass();
        }
        turns.askIn(wait);
    }

    private Duration pass() {
        Duration wait;
        boolean away;
        try {
            PollDelay.Ended ended = passes.pass();
            away = ended == PollDelay.Ended.UNREACHABLE;
            wait = pace.after(ended);
        } catch (SQLException | RuntimeException e) {
            troubles.had(e);
            away = true;
            wait = pace.afterFailure();
        }
        lastPass = System.nanoTime();
        notBefore = lastPass + wait.toNanos();
        backingOff = away;
        return wait;
    }
}
