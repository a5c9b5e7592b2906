package org.atomicevents.console.audit;

import java.util.Locale;

/** What an operator can do to a parked entry. */
public enum Action {
    REPLAY,
    DISCARD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
