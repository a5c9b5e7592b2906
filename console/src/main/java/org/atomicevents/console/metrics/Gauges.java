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
 * Every vital as a gauge {@code atomicevents.<vital>.<unit>} with the tag {@code strategy}; {@code atomicevents.alarms} is the
 * number of a strategy's vitals with an alarm, {@code atomicevents.operations} counts the actions of operators. A vital becomes
 * a gauge with the first reading that has it; its value is read when the gauge is. The meters are removed with the deployment.
 * Thread-safe.
 *
 * <p>Meters are made by the registry's own methods, never by a meter's builder: a meter that a builder registers with the
 * registry that this server injects is never exported.
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

    private final Set<MeterKey> registered = ConcurrentHashMap.newKeySet();

    private record MeterKey(String name, Tags tags) {}

    void register(@Observes Reading reading) {
        registry()
                .ifPresent(registry -> reading.vitals().forEach((strategy, ofStrategy) -> {
                    Tags tags = Tags.of("strategy", strategy);
                    gauge(registry, new MeterKey(PREFIX + "alarms", tags), now -> now.alarms(strategy));
                    ofStrategy.forEach(vital -> gauge(
                            registry,
                            new MeterKey(PREFIX + vital.name() + "." + vital.unit(), tags),
                            now -> now.find(strategy, vital.name())
                                    .map(Vital::value)
                                    .orElse(Double.NaN)));
                }));
    }

    void count(@Observes AuditedAction audited) {
        registry().ifPresent(registry -> {
            Tags tags = Tags.of(
                    "action",
                    audited.action().word(),
                    "outcome",
                    audited.result().name().toLowerCase(Locale.ROOT));
            registered.add(new MeterKey(PREFIX + "operations", tags));
            registry.counter(PREFIX + "operations", tags).increment();
        });
    }

    @PreDestroy
    void removeMeters() {
        registry()
                .ifPresent(registry -> registered.forEach(key ->
                        registry.find(key.name()).tags(key.tags()).meters().forEach(registry::remove)));
    }

    /** The registry of the module, or else of the library: an EAR's modules, libraries or both get one, by the server's version. */
    private Optional<MeterRegistry> registry() {
        return Stream.concat(registries.stream(), library.registry().stream()).findFirst();
    }

    private void gauge(MeterRegistry registry, MeterKey key, ToDoubleFunction<Reading> value) {
        if (registered.add(key)) {
            registry.gauge(key.name(), key.tags(), vitals, recent -> value.applyAsDouble(recent.now()));
        }
    }
}
