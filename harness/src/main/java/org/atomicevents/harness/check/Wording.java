package org.atomicevents.harness.check;

import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.OfEvent;

/** The words that all evidence shares. */
final class Wording {

    private Wording() {}

    /** Opens a proof: names the event once, so that the rest can say e. */
    static String let(OfEvent event) {
        return let(event.product(), event.version(), event.eventId());
    }

    static String let(Ledger row) {
        return let(row.product(), row.version(), row.commandId());
    }

    static String let(String product, long version, String id) {
        return "Let e = product %s v%d (command %s). ".formatted(brief(product), version, brief(id));
    }

    /** Enough of an id to find it in the history. */
    static String brief(String id) {
        return id.length() <= 8 ? id : id.substring(0, 8) + "…";
    }

    static String times(int count) {
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once";
            case 2 -> "twice";
            default -> count + " times";
        };
    }
}
