package org.atomicevents.console.audit;

import java.util.Locale;

/** The actions of operators on a parked entry. */
public enum Action {
    REPLAY,
    DISCARD;

    /** The name of the action in the audit, the REST answers and the metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
