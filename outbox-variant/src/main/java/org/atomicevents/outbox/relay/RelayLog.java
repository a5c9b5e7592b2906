package org.atomicevents.outbox.relay;

import org.atomicevents.relay.FailureLog;

/** The log of a relay's passes, for operators. For one thread at a time. */
final class RelayLog {

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    private final FailureLog failures;

    /** @param failure the message for a pass that threw an exception */
    RelayLog(String failure) {
        failures = new FailureLog(LOG, failure);
    }

    /** The counter of failures, shared with {@link #record}: a pass that threw counts like one that did not reach the broker. */
    FailureLog failures() {
        return failures;
    }

    void record(Pass pass) {
        if (pass.unreachable()) {
            failures.failed("The broker cannot be reached; entries wait in the outbox, no attempt is counted");
        } else if (pass.settled() > 0) {
            failures.recovered("The relay delivers again");
        }
        if (pass.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries were parked, because the broker refused them or they are no events: their subjects stand still until they are replayed or discarded",
                    pass.parked());
        }
        if (pass.fenced() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries were sent by another relay, too: the lease ended while they were sent; raise"
                            + " atomicevents.outbox.lease (or immediate-lease) if this repeats",
                    pass.fenced());
        }
    }
}
