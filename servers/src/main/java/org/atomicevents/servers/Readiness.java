package org.atomicevents.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a server that was just started: until it answers, dies, or the time is up. */
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(10);

    /** Asks once, briefly; true when the server serves. */
    @FunctionalInterface
    interface Probe {
        boolean answers() throws Exception;
    }

    private Readiness() {}

    /**
     * @param logFrom the offset in its log at which this start begins
     * @throws IllegalStateException with the last lines of the log, if it does not come up
     */
    static void await(Child child, long logFrom, Duration atMost, Probe probe) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!child.isAlive()) {
                throw new IllegalStateException("%s ended with status %d instead of starting; %s"
                        .formatted(child.name(), child.exitStatus(), Logs.tail(child.log(), logFrom)));
            }
            try {
                if (probe.answers()) {
                    return;
                }
            } catch (IllegalStateException hopeless) {
                throw hopeless;
            } catch (Exception notYet) {
                last = notYet;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting for " + child.name());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IllegalStateException(
                "%s (process %d) does not answer %d seconds after its start; %s"
                        .formatted(child.name(), child.pid(), atMost.toSeconds(), Logs.tail(child.log(), logFrom)),
                last);
    }
}
