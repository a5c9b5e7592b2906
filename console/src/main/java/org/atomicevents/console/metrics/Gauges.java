package org.atomicevents.console.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.atomicevents.console.audit.AuditedAction;
import org.atomicevents.console.health.meters.Meters;
import org.atomicevents.console.vitals.Reading;
import org.atomicevents.console.vitals.RecentVitals;
import org.atomicevents.operations.Vital;

/**
 * Every vital sign as a gauge {@code atomicevents.<sign>.<unit>} with the tag {@code strategy}; {@code atomicevents.alarms}
 * says how many of a strategy are not well, {@code atomicevents.operations} counts what operators did. A sign becomes a gauge
 * when it is first seen; its value is asked for when the gauge is read. Thread-safe; takes its meters back in the end.
 *
 * <p>Meters are made by the registry's own methods, never by a meter's builder: what a builder registers with the registry
 * that this server injects is kept and exported nowhere.
 */
@ApplicationScoped
public class Gauges {

    private static final String PREFIX = "atomicevents.";

    @Inject
    Instance<MeterRegistry> registries;

    @Inject
    Meters library;

    @Inject
    RecentVitals vitals;

    private final Set<Named> made = ConcurrentHashMap.newKeySet();

    private record Named(String name, Tags tags) {}

    void see(@Observes Reading reading) {
        registry()
                .ifPresent(registry -> reading.vitals().forEach((strategy, signs) -> {
                    Tags tags = Tags.of("strategy", strategy);
                    gauge(registry, new Named(PREFIX + "alarms", tags), now -> now.alarms(strategy));
                    signs.forEach(sign -> gauge(
                            registry,
                            new Named(PREFIX + sign.name() + "." + sign.unit(), tags),
                            now -> now.find(strategy, sign.name())
                                    .map(Vital::value)
                                    .orElse(Double.NaN)));
                }));
    }

    void count(@Observes AuditedAction deed) {
        registry().ifPresent(registry -> {
            Tags tags = Tags.of(
                    "action",
                    deed.action().word(),
                    "outcome",
                    deed.outcome().name().toLowerCase(Locale.ROOT));
            made.add(new Named(PREFIX + "operations", tags));
            registry.counter(PREFIX + "operations", tags).increment();
        });
    }

    @PreDestroy
    void takeBack() {
        registry()
                .ifPresent(registry -> made.forEach(one ->
                        registry.find(one.name()).tags(one.tags()).meters().forEach(registry::remove)));
    }

    /** In an EAR it depends on the server's version whether modules or libraries are offered it, or both, or each its own. */
    private Optional<MeterRegistry> registry() {
        return Stream.concat(registries.stream(), library.registry().stream()).findFirst();
    }

    private void gauge(MeterRegistry registry, Named one, ToDoubleFunction<Reading> value) {
        if (made.add(one)) {
            registry.gauge(one.name(), one.tags(), vitals, recent -> value.applyAsDouble(recent.now()));
        }
    }
}
