package org.atomicevents.outbox.relay;

/** What an operator is told of passes. For one thread at a time. */
final class Warnings {

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());
    private static final int WORTH_A_WARNING = 2;

    private int troubles;

    void about(Pass pass) {
        if (pass.unreachable()) {
            trouble("The broker cannot be reached; entries wait in the outbox, no attempt is counted", null);
        } else if (pass.settled() > 0) {
            if (troubles >= WORTH_A_WARNING) {
                LOG.log(System.Logger.Level.INFO, "The relay delivers again");
            }
            troubles = 0;
        }
        if (pass.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries were parked: their subjects stand still until they are replayed or discarded",
                    pass.parked());
        }
        if (pass.fenced() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries outlived their claim and were sent by another relay too: raise"
                            + " atomicevents.outbox.claim-for (or immediate-lease) if this repeats",
                    pass.fenced());
        }
    }

    /** Warns once, and not of a single failure, which the next pass mends or the end of the deployment explains. */
    void trouble(String what, Exception cause) {
        troubles++;
        LOG.log(troubles == WORTH_A_WARNING ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, what, cause);
    }
}
