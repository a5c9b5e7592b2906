package org.atomicevents.container;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.atomicevents.Strategy;
import org.atomicevents.broker.Brokers;
import org.atomicevents.spi.Configuration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The check that every required strategy is present; fails the deployment at once if one is not. The examination of data source and
 * broker comes later, in {@link Deployment}, when they are up.
 */
public class Selection implements Extension {

    private final SortedMap<String, String> required = new TreeMap<>();

    /** The ids required by qualifiers, each with one of the places. */
    SortedMap<String, String> required() {
        return required;
    }

    static Optional<String> id(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Strategy strategy) {
                return Optional.of(strategy.value());
            }
        }
        return Optional.empty();
    }

    void collect(@Observes ProcessInjectionPoint<?, ?> event) {
        InjectionPoint point = event.getInjectionPoint();
        boolean chosenAtRunTime = point.getType() instanceof java.lang.reflect.ParameterizedType;
        if (!chosenAtRunTime) {
            id(point).ifPresent(id -> required.putIfAbsent(id, "injection point " + point.getMember()));
        }
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        Instance<Object> lookup = beans.createInstance();
        SortedSet<String> known;
        try {
            known = lookup.select(ConfiguredStrategies.class).get().ids();
            Settings settings = verified(lookup);
            required.put(settings.use().byDefault(), "configuration key atomicevents.strategy");
            settings.use().offered().stream()
                    .filter(id -> !id.equals("*"))
                    .forEach(id -> required.putIfAbsent(id, "configuration key atomicevents.strategies"));
        } catch (IllegalArgumentException | IllegalStateException misconfigured) {
            event.addDeploymentProblem(misconfigured);
            return;
        }
        List<String> problems = new ArrayList<>();
        required.forEach((id, by) -> StrategyRegistry.unknown(id, by, known).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new IllegalArgumentException(String.join("; ", problems)));
        }
    }

    /** Makes everything that reads keys first, so that a key that is still unknown then is a misspelt one. */
    private static Settings verified(Instance<Object> lookup) {
        Settings settings = lookup.select(Settings.class).get();
        lookup.select(Brokers.class).get();
        lookup.select(Configuration.class)
                .get()
                .verify(ConfigProvider.getConfig().getPropertyNames());
        return settings;
    }
}
