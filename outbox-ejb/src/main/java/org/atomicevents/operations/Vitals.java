package org.atomicevents.operations;

import java.util.List;
import java.util.SortedMap;

/** The vital signs of the strategies of this deployment, for health checks and metrics; inject it. Thread-safe. */
@FunctionalInterface
public interface Vitals {

    /** The vital signs of every strategy that is ready, by id; a few short queries, outside any transaction. */
    SortedMap<String, List<Vital>> all();
}
