package org.atomicevents.servers.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The progress of a command: one line for each thing done, with the time it took so far and the time left if the rest takes as
 * long. Thread-safe.
 */
public final class Progress {

    private final String what;
    private final int total;
    private final PrintStream out;
    private final Clock clock;
    private final Instant begin;
    private int done;

    Progress(String what, int total, PrintStream out, Clock clock) {
        this.what = what;
        this.total = total;
        this.out = out;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** On standard error; {@code what} is done {@code total} times, e.g. {@code xa} and its cases. */
    public static Progress of(String what, int total) {
        return new Progress(what, total, System.err, Clock.systemUTC());
    }

    /** A line without a number, for what happens once. */
    public static void say(String line) {
        System.err.println(line);
    }

    /** One more is done, with {@code result}, e.g. {@code relay/jms.commit#1:after HOLDS}. */
    public synchronized void done(String result) {
        done++;
        Duration elapsed = Duration.between(begin, clock.instant());
        out.printf("%s %d of %d  %s%s  %s%n", what, done, total, readable(elapsed), left(elapsed), result);
    }

    private String left(Duration elapsed) {
        int rest = total - done;
        return rest <= 0 ? "" : ", about " + readable(elapsed.multipliedBy(rest).dividedBy(done)) + " left";
    }

    private static String readable(Duration duration) {
        long seconds = duration.plusMillis(500).toSeconds();
        return seconds < 60 ? seconds + " s" : "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
}
