package org.atomicevents.console.health.meters;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/** The server's meter registry, which is injected into beans of the EAR's libraries, not of its modules. Thread-safe. */
@ApplicationScoped
public class Meters {

    @Inject
    Instance<MeterRegistry> registries;

    /** Empty if the server offers none. */
    public Optional<MeterRegistry> registry() {
        return registries.stream().findFirst();
    }
}
