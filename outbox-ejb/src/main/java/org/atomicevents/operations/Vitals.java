package org.atomicevents.operations;

import java.util.List;
import java.util.SortedMap;

/** How the strategies of this deployment are, for health checks and metrics; inject it. Thread-safe. */
@FunctionalInterface
public interface Vitals {

    /** Asks every strategy that is offered, by id; a few short queries, outside any transaction. */
    SortedMap<String, List<Vital>> all();
}
