package org.atomicevents.console.vitals;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.operations.Vital;

/**
 * The vital signs of all strategies at one moment; also a CDI event, fired every few seconds. Immutable.
 *
 * @param at when they were asked for
 * @param late whether the strategies did not answer in time; {@code vitals} are then the last that are known
 */
public record Reading(SortedMap<String, List<Vital>> vitals, Instant at, boolean late) {

    public Reading {
        vitals = Collections.unmodifiableSortedMap(new TreeMap<>(vitals));
    }

    public Optional<Vital> find(String strategy, String name) {
        return vitals.getOrDefault(strategy, List.of()).stream()
                .filter(vital -> vital.name().equals(name))
                .findFirst();
    }

    /** How many signs of the strategy are not well. */
    public long alarms(String strategy) {
        return vitals.getOrDefault(strategy, List.of()).stream()
                .filter(vital -> vital.alarm() != null)
                .count();
    }
}
