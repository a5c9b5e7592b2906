package org.atomicevents.console.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.atomicevents.console.audit.Deed;
import org.atomicevents.console.vitals.Reading;
import org.atomicevents.console.vitals.RecentVitals;
import org.atomicevents.health.meters.Meters;
import org.atomicevents.operations.Vital;

/**
 * Every vital sign as a gauge {@code atomicevents.<sign>} with the tag {@code strategy}; {@code atomicevents.alarms} says how
 * many of a strategy are not well, {@code atomicevents.operations} counts what operators did. A sign becomes a gauge when it
 * is first seen; its value is asked for when the gauge is read. Thread-safe; takes its meters back when the deployment ends.
 */
@ApplicationScoped
public class Gauges {

    private static final String PREFIX = "atomicevents.";

    @Inject
    Meters library;

    @Inject
    RecentVitals vitals;

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();

    void see(@Observes Reading reading) {
        library.registry().ifPresent(registry -> {
            reading.vitals().forEach((strategy, signs) -> {
                gauge(registry, strategy, "alarms", "signs", now -> now.alarms(strategy));
                signs.forEach(sign -> gauge(
                        registry,
                        strategy,
                        sign.name(),
                        sign.unit(),
                        now -> now.find(strategy, sign.name()).map(Vital::value).orElse(Double.NaN)));
            });
        });
    }

    void count(@Observes Deed deed) {
        library.registry().ifPresent(registry -> {
            Counter counter = Counter.builder(PREFIX + "operations")
                    .description("What operators did to parked entries")
                    .tag("action", deed.action().word())
                    .tag("outcome", deed.outcome().name().toLowerCase(Locale.ROOT))
                    .register(registry);
            meters.putIfAbsent(counter.getId().toString(), counter);
            counter.increment();
        });
    }

    @PreDestroy
    void takeBack() {
        library.registry().ifPresent(registry -> meters.values().forEach(registry::remove));
    }

    private void gauge(
            MeterRegistry registry, String strategy, String sign, String unit, ToDoubleFunction<Reading> value) {
        meters.computeIfAbsent(
                strategy + " " + sign,
                added -> Gauge.builder(PREFIX + sign, vitals, recent -> value.applyAsDouble(recent.now()))
                        .tag("strategy", strategy)
                        .baseUnit(unit)
                        .register(registry));
    }
}
