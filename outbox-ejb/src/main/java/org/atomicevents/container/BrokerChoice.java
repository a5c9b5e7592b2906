package org.atomicevents.container;

import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.broker.BrokerProvider;
import org.atomicevents.broker.Brokers;
import org.atomicevents.spi.Configuration;

/** The choice of the kind of broker by the key {@code atomicevents.broker}. Stateless. */
final class BrokerChoice {

    private static final String KEY = "atomicevents.broker";

    private BrokerChoice() {}

    /** @throws IllegalArgumentException if no provider has the configured id; the message lists the known ones */
    static Brokers of(Iterable<BrokerProvider> providers, Configuration configuration) {
        SortedMap<String, Brokers> known = new TreeMap<>();
        providers.forEach(provider -> known.put(provider.id(), provider.configure(configuration)));
        String id = configuration.text(KEY, "jms");
        Brokers chosen = known.get(id);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    "Atomic Events is misconfigured: %s = %s is no kind of broker; known are %s: correct the id or add the jar"
                            .formatted(KEY, id, known.keySet()));
        }
        return chosen;
    }
}
