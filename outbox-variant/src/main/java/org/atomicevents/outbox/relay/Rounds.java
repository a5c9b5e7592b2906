package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.spi.Pace;

/**
 * Lets a relay pass again and again on an executor's threads, one pass at a time, until it is stopped: after the wait its
 * pace asks for, or at once when it is woken. While database or broker are away nobody can wake it, so that each commit
 * does not cost an attempt. Thread-safe.
 */
public final class Rounds {

    private static final int PASSES_IN_A_ROW = 100;

    private final Relay relay;
    private final Pace pace;
    private final OneAtATime turns;
    private final Warnings warnings = new Warnings();
    private volatile boolean backingOff;
    private volatile long notBefore;
    private volatile long lastPass = System.nanoTime();

    public Rounds(Relay relay, Pace pace, ScheduledExecutorService executor) {
        this.relay = Objects.requireNonNull(relay);
        this.pace = Objects.requireNonNull(pace);
        this.turns = new OneAtATime(this::round, executor);
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
            Pass pass = relay.pass();
            warnings.about(pass);
            away = pass.unreachable();
            wait = pace.after(pass.ended());
        } catch (SQLException | RuntimeException e) {
            warnings.trouble("The relay's pass failed; it goes on, the claim runs out by itself", e);
            away = true;
            wait = pace.afterFailure();
        }
        lastPass = System.nanoTime();
        notBefore = lastPass + wait.toNanos();
        backingOff = away;
        return wait;
    }
}
