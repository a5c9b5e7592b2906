package org.atomicevents.relay;

import java.util.Objects;

/**
 * What an operator is told of work that is tried again and again: one warning for as long as the trouble lasts, and that it
 * is over. For one thread at a time.
 */
public final class FailureLog {

    private static final int WORTH_A_WARNING = 2;

    private final System.Logger log;
    private final String failed;
    private int count;

    /** @param failed what is said of work that threw an exception */
    public FailureLog(System.Logger log, String failed) {
        this.log = Objects.requireNonNull(log);
        this.failed = Objects.requireNonNull(failed);
    }

    /** The work could not be done, for a reason that is known. */
    public void had(String what) {
        count(what, null);
    }

    /** The work threw an exception. */
    public void had(Exception cause) {
        count(failed, cause);
    }

    /** The work was done. */
    public void over(String what) {
        if (count >= WORTH_A_WARNING) {
            log.log(System.Logger.Level.INFO, what);
        }
        count = 0;
    }

    /** Warns once, and not of a single failure, which the next attempt mends or the end of the deployment explains. */
    private void count(String what, Exception cause) {
        count++;
        log.log(count == WORTH_A_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, what, cause);
    }
}
