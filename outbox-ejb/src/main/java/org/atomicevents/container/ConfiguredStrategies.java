package org.atomicevents.container;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.StrategyProvider;

/** The strategies found in the deployment, by id, each with its configuration read. Immutable. */
final class ConfiguredStrategies {

    /** A strategy with its keys read. */
    record Configured(StrategyProvider provider, ConfiguredStrategy strategy) {}

    private final SortedMap<String, Configured> all;

    private ConfiguredStrategies(SortedMap<String, Configured> all) {
        this.all = Collections.unmodifiableSortedMap(all);
    }

    /** @throws IllegalStateException if two providers have one id; the message names both */
    static ConfiguredStrategies of(Iterable<StrategyProvider> providers, Configuration configuration) {
        SortedMap<String, Configured> all = new TreeMap<>();
        SortedMap<String, StrategyProvider> seen = new TreeMap<>();
        for (StrategyProvider provider : providers) {
            StrategyProvider previous = seen.put(provider.id(), provider);
            if (previous != null) {
                throw new IllegalStateException("Strategy id '%s' is offered by both %s and %s: remove one jar"
                        .formatted(provider.id(), previous.getClass(), provider.getClass()));
            }
            all.put(provider.id(), new Configured(provider, provider.configure(configuration)));
        }
        return new ConfiguredStrategies(all);
    }

    SortedMap<String, Configured> all() {
        return all;
    }

    SortedSet<String> ids() {
        return new TreeSet<>(all.keySet());
    }
}
