package org.atomicevents.relay;

import java.util.Objects;

/**
 * The log of work that is repeated until it succeeds: one warning for as long as the failure lasts, one line when it is over. For
 * one thread at a time.
 */
public final class FailureLog {

    private static final int FAILURES_UNTIL_WARNING = 2;

    private final System.Logger log;
    private final String message;
    private int count;

    /** @param message the line for work that threw an exception */
    public FailureLog(System.Logger log, String message) {
        this.log = Objects.requireNonNull(log);
        this.message = Objects.requireNonNull(message);
    }

    /** Records that the work could not be done, for a known reason. */
    public void failed(String reason) {
        count(reason, null);
    }

    /** Records that the work threw an exception. */
    public void failed(Throwable cause) {
        count(message, cause);
    }

    /** Records that the work was done; {@code line} is logged if a warning came before. */
    public void recovered(String line) {
        if (count >= FAILURES_UNTIL_WARNING) {
            log.log(System.Logger.Level.INFO, line);
        }
        count = 0;
    }

    /** A single failure is no warning: the next attempt mends it, or the deployment is ending. */
    private void count(String line, Throwable cause) {
        count++;
        log.log(count == FAILURES_UNTIL_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, line, cause);
    }
}
