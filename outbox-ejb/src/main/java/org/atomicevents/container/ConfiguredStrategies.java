package org.atomicevents.container;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atomicevents.Guarantees;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.StrategyProvider;

/** The strategies found in the deployment, by id, each with its configuration read. Immutable. */
final class ConfiguredStrategies {

    /** One of them. */
    record One(Guarantees guarantees, ConfiguredStrategy strategy) {}

    private final SortedMap<String, One> all;

    private ConfiguredStrategies(SortedMap<String, One> all) {
        this.all = Collections.unmodifiableSortedMap(all);
    }

    /** @throws IllegalStateException if two providers have one id; the message names both */
    static ConfiguredStrategies of(Iterable<StrategyProvider> providers, Configuration configuration) {
        SortedMap<String, One> all = new TreeMap<>();
        SortedMap<String, StrategyProvider> seen = new TreeMap<>();
        for (StrategyProvider provider : providers) {
            StrategyProvider previous = seen.put(provider.id(), provider);
            if (previous != null) {
                throw new IllegalStateException("Strategy id '%s' is offered by both %s and %s: remove one jar"
                        .formatted(provider.id(), previous.getClass(), provider.getClass()));
            }
            all.put(provider.id(), new One(provider.guarantees(), provider.configure(configuration)));
        }
        return new ConfiguredStrategies(all);
    }

    SortedMap<String, One> all() {
        return all;
    }

    SortedSet<String> ids() {
        return new TreeSet<>(all.keySet());
    }
}
