package org.atomicevents.console.vitals;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.operations.Vital;

/**
 * The vitals of all strategies at one moment; also a CDI event, fired every few seconds. Immutable.
 *
 * @param vitals by the strategy's id
 * @param at the moment when the reading began
 * @param late true if the strategies did not answer in time; {@code vitals} are then the last that are known
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

    /** The number of the strategy's vitals with an alarm. */
    public long alarms(String strategy) {
        return vitals.getOrDefault(strategy, List.of()).stream()
                .filter(vital -> vital.alarm() != null)
                .count();
    }
}
