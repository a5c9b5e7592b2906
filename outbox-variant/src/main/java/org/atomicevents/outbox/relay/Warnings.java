package org.atomicevents.outbox.relay;

/** What an operator is told of a pass. */
final class Warnings {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private Warnings() {}

    static void of(Pass pass) {
        if (pass.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries were parked: their subjects stand still until they are replayed or discarded",
                    pass.parked());
        }
        if (pass.fenced() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries outlived their claim and were sent by another relay too:"
                            + " raise atomicevents.outbox.claim-for if this repeats",
                    pass.fenced());
        }
    }
}
