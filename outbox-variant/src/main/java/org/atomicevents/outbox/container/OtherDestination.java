package org.atomicevents.outbox.container;

import org.atomicevents.outbox.store.Lane;
import org.atomicevents.spi.Refused;

/** Two deployments have one application's name and two destinations: an entry of either would be sent to one of them by chance. */
final class OtherDestination extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refused refusal;

    OtherDestination(Lane lane, String before, String here) {
        super("Application " + lane.application() + " sends to " + before + ", not to " + here);
        refusal = new Refused(
                "application '%s' sends its entries in this database to %s, and this deployment would send them to %s"
                        .formatted(lane.application(), before, here),
                "give one of the two another atomicevents.application; if the destination was changed on purpose, undeploy the"
                        + " application everywhere and run DELETE FROM outbox_relay WHERE application = '%s'"
                                .formatted(lane.application()));
    }

    Refused refusal() {
        return refusal;
    }
}
